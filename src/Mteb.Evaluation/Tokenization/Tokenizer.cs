using System.Collections.Concurrent;
using Mteb.Evaluation.Tokenization.Encodings;
using Mteb.Evaluation.Tokenization.Pieces;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tokenization;

/// <summary>
/// A tokenizer as a <c>tokenizer.json</c> describes it: added tokens, normalizer, pre-tokenizer, model, truncation,
/// post-processor, padding. <see cref="TokenizerFile"/> and <see cref="TokenizerFolder"/> make them. Safe for several threads
/// at once.
/// </summary>
public sealed class Tokenizer : ITokenizer
{
    private static readonly string[] UsualPadTokens = ["[PAD]", "<pad>", "<|pad|>", "<PAD>"];

    private readonly TokenizerParts _parts;
    private readonly SingleLayout _layout;
    private readonly bool _needsAlignment;
    private readonly ConcurrentBag<Workspace> _workspaces = [];

    internal Tokenizer(TokenizerParts parts)
    {
        _parts = parts;
        _layout = SingleLayout.Of(parts.PostProcessor);
        _needsAlignment = parts.PreTokenizer?.NeedsAlignment ?? false;
        VocabularySize = 1 + Math.Max(parts.Model.Vocabulary.LargestId, parts.AddedTokens.LargestId);
        PadTokenId = parts.Padding?.Id ?? UsualPadTokens.Select(IdOf).FirstOrDefault(id => id is not null) ?? 0;
    }

    /// <inheritdoc/>
    public int VocabularySize { get; }

    /// <summary>The id of the padding section of the file, or of a token with a usual name such as <c>[PAD]</c>, or 0.</summary>
    public int PadTokenId { get; }

    /// <inheritdoc/>
    public int SpecialTokenCount => _layout.SpecialTokenCount;

    /// <summary>The id of a token, added or of the model; null when there is none.</summary>
    /// <param name="token">The token's text.</param>
    public int? IdOf(string token) => _parts.AddedTokens.IdOf(token) ?? _parts.Model.Vocabulary.IdOf(token);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> does not leave room for the special tokens.</exception>
    /// <exception cref="TokenizationException">The text needs an unknown token, and there is none.</exception>
    public bool Encode(ReadOnlySpan<char> text, int maxLength, List<int> ids)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, SpecialTokenCount);
        return Encode(text, maxLength - SpecialTokenCount, special: true, ids);
    }

    /// <summary>Encodes one text without special tokens, cut to a number of tokens.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">Most tokens.</param>
    /// <param name="ids">Receives the ids after what it already holds.</param>
    /// <returns>Whether the text had to be cut.</returns>
    /// <exception cref="TokenizationException">The text needs an unknown token, and there is none.</exception>
    public bool EncodePlain(ReadOnlySpan<char> text, int maxLength, List<int> ids)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxLength);
        return Encode(text, maxLength, special: false, ids);
    }

    /// <summary>The id of what is not in the vocabulary; null when there is none.</summary>
    public int? UnknownTokenId => _parts.Model.UnknownToken is { } unknown ? IdOf(unknown) : null;

    /// <summary>Most tokens by the file's own truncation; null when it asks for none.</summary>
    internal int? TruncationLength => _parts.Truncation?.MaxLength;

    /// <summary>All tokens, of the model and added.</summary>
    internal IEnumerable<string> AllTokens =>
        _parts.Model.Vocabulary.Tokens.Concat(_parts.AddedTokens.Ids.Keys.Where(token => _parts.Model.Vocabulary.IdOf(token) is null));

    /// <summary>
    /// Encodes a text, or a pair of texts, as the reference does: with the truncation and the padding that the file asks for.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="pair">The second text; null for none.</param>
    /// <param name="addSpecialTokens">Whether special tokens are put around it.</param>
    /// <returns>The tokens; a failure when the text needs an unknown token that there is not, or the truncation is impossible.</returns>
    public Outcome<TokenEncoding> Encode(string text, string? pair = null, bool addSpecialTokens = true)
    {
        var outcome = EncodeUnpadded(text, pair, addSpecialTokens);
        return outcome.Succeeded && _parts.Padding is { } padding ? padding.Apply([outcome.Value])[0] : outcome;
    }

    /// <summary>Encodes several texts; where the file pads to the longest of a batch, they are the batch.</summary>
    /// <param name="texts">Texts, each with the second text of its pair or null.</param>
    /// <param name="addSpecialTokens">Whether special tokens are put around each.</param>
    /// <returns>One encoding a text, in order; a failure when one of them fails.</returns>
    public Outcome<IReadOnlyList<TokenEncoding>> EncodeBatch(IReadOnlyList<(string Text, string? Pair)> texts, bool addSpecialTokens = true)
    {
        var encodings = new List<TokenEncoding>(texts.Count);
        foreach (var (text, pair) in texts)
        {
            var outcome = Encode(text, pair, addSpecialTokens);
            if (!outcome.Succeeded)
            {
                return outcome.FailedAs<IReadOnlyList<TokenEncoding>>();
            }

            encodings.Add(outcome.Value);
        }

        return Outcome.Success(_parts.Padding?.Apply(encodings) ?? encodings, []);
    }

    private bool Encode(ReadOnlySpan<char> text, int room, bool special, List<int> ids)
    {
        var work = Rent();
        try
        {
            if (!Tokenize(text, work, _needsAlignment, room, values: null))
            {
                throw new TokenizationException(NoUnknownToken());
            }

            var tokens = work.Tokens.Ids;
            var kept = tokens[..Math.Min(room, tokens.Length)];
            if (special)
            {
                _layout.Write(kept, ids);
            }
            else
            {
                ids.AddRange(kept);
            }

            return tokens.Length > room;
        }
        finally
        {
            Return(work);
        }
    }

    private Outcome<TokenEncoding> EncodeUnpadded(string text, string? pair, bool addSpecialTokens)
    {
        var first = EncodeText(text, typeId: 0);
        var second = pair is null ? default : EncodeText(pair, typeId: 1);
        if (first is null || (pair is not null && second is null))
        {
            return NoUnknownToken();
        }

        if (_parts.Truncation is { } truncation)
        {
            var special = addSpecialTokens ? _parts.PostProcessor?.CountSpecialTokens(pair is not null) ?? 0 : 0;
            var cut = truncation.Apply(first, second, special);
            if (!cut.Succeeded)
            {
                return cut.FailedAs<TokenEncoding>();
            }

            (first, second) = cut.Value;
        }

        if (_parts.PostProcessor is not { } processor)
        {
            return EncodingMerger.Merge(second is null ? [first] : [first, second]);
        }

        IReadOnlyList<TokenEncoding> texts = second is null ? [first.WithType(0)] : [first.WithType(0), second.WithType(1)];
        return EncodingMerger.Merge(processor.Process(texts, addSpecialTokens));
    }

    private TokenEncoding? EncodeText(string text, int typeId)
    {
        var work = Rent();
        try
        {
            var values = new List<string>();
            return Tokenize(text, work, aligned: true, int.MaxValue, values) ? ToEncoding(work.Tokens, values, typeId) : null;
        }
        finally
        {
            Return(work);
        }
    }

    private static TokenEncoding ToEncoding(TokenList tokens, List<string> values, int typeId)
    {
        var (types, attention, offsets) = (new int[tokens.Count], new byte[tokens.Count], new TokenSpan[tokens.Count]);
        Array.Fill(types, typeId);
        Array.Fill(attention, (byte)1);
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = new(tokens.StartOf(i), tokens.EndOf(i));
        }

        return new(tokens.Ids.ToArray(), types, [.. values], offsets, attention, new byte[tokens.Count], []);
    }

    // Leaves the tokens in the workspace, all of them or at least one more than the limit.
    private bool Tokenize(ReadOnlySpan<char> text, Workspace work, bool aligned, int limit, List<string>? values)
    {
        work.Original.Decode(text, aligned);
        _parts.AddedTokens.Extract(work);
        _parts.PreTokenizer?.PreTokenize(work.Pieces);
        var tokens = work.Tokens;
        tokens.Shorten(0);
        tokens.Limit = limit;
        foreach (ref readonly var piece in work.Pieces.Pieces)
        {
            var first = tokens.Count;
            var characters = work.Pieces.CharactersOf(piece);
            if (piece.IsToken)
            {
                tokens.Add(piece.TokenId, 0, piece.Length);
            }
            else if (!_parts.Model.Tokenize(characters, tokens))
            {
                return false;
            }

            if (values is not null)
            {
                Locate(work.Pieces.Text, piece, tokens, first, values);
            }

            if (tokens.IsFull)
            {
                break;
            }
        }

        return true;
    }

    // From places in a piece to places in the original text; an empty place stays where it is in the piece.
    private void Locate(AlignedText text, in Piece piece, TokenList tokens, int first, List<string> values)
    {
        for (var i = first; i < tokens.Count; i++)
        {
            var (start, end) = (tokens.StartOf(i), tokens.EndOf(i));
            values.Add(piece.IsToken
                ? CodePoints.ToText(text.Characters.Slice(piece.Start, piece.Length))
                : _parts.Model.Vocabulary.TokenOf(tokens.Ids[i]) ?? "");
            if (end > start)
            {
                tokens.SetSpan(i, text.StartOf(piece.Start + start), text.EndOf(piece.Start + end - 1));
            }
            else
            {
                tokens.SetSpan(i, piece.Origin + start, piece.Origin + end);
            }
        }
    }

    private Diagnostic NoUnknownToken() => TokenizerCodes.NoUnknownToken.At(new(_parts.Name),
        _parts.Model.UnknownToken is { } unknown
            ? $"A text has something that is not in the vocabulary, and neither is the unknown token '{unknown}'."
            : "A text has something that is not in the vocabulary, and the tokenizer names no unknown token.",
        "Use the tokenizer file that belongs to the model.");

    private Workspace Rent() => _workspaces.TryTake(out var work) ? work : new Workspace();

    private void Return(Workspace work)
    {
        if (work.IsWorthKeeping)
        {
            _workspaces.Add(work);
        }
    }
}
