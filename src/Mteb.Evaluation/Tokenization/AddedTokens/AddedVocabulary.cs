using Mteb.Evaluation.Tokenization.Models;
using Mteb.Evaluation.Tokenization.Normalizers;
using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.AddedTokens;

/// <summary>
/// The added tokens of a tokenizer. A token that the model has keeps the model's id; any other gets the next free one, in
/// the order of the list.
/// </summary>
internal sealed class AddedVocabulary
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<int, AddedToken> _tokens = [];
    private readonly AddedTokenMatcher _literal;
    private readonly AddedTokenMatcher _normalized;
    private readonly INormalizer? _normalizer;

    /// <summary>Adds tokens to those of a model.</summary>
    /// <param name="tokens">In the order of the file.</param>
    /// <param name="vocabulary">The model's tokens.</param>
    /// <param name="normalizer">Applied to the text, and to tokens that are looked for in the normalized text.</param>
    public AddedVocabulary(IReadOnlyList<AddedToken> tokens, Vocabulary vocabulary, INormalizer? normalizer)
    {
        _normalizer = normalizer;
        foreach (var token in tokens.Where(token => token.Content.Length > 0))
        {
            var id = IdOf(token.Content) ?? vocabulary.IdOf(token.Content) ?? Math.Max(LargestId + 1, vocabulary.Count);
            LargestId = Math.Max(LargestId, id);
            _ids[token.Content] = id;
            _tokens[id] = token;
        }

        _literal = new AddedTokenMatcher();
        _normalized = new AddedTokenMatcher();
        foreach (var token in SearchOrder(tokens))
        {
            var id = _ids[token.Content];
            var content = token.IsNormalized ? Normalize(token.Content) : CodePoints.Of(token.Content);
            (token.IsNormalized ? _normalized : _literal).Add(content, id, _tokens[id]);
        }
    }

    /// <summary>The largest id of an added token; -1 without added tokens.</summary>
    public int LargestId { get; } = -1;

    /// <summary>All added tokens with their ids.</summary>
    public IReadOnlyDictionary<string, int> Ids => _ids;

    /// <summary>The tokens that normalize to nothing and so cannot be found.</summary>
    public IEnumerable<string> Unfindable => _ids.Keys.Where(content => _tokens[_ids[content]].IsNormalized && Normalize(content).Length == 0);

    /// <summary>The id of an added token; null when there is none.</summary>
    public int? IdOf(string content) => _ids.TryGetValue(content, out var id) ? id : null;

    /// <summary>Takes the added tokens out of a text and normalizes what lies between them.</summary>
    /// <param name="work">Holds the original text; receives the pieces.</param>
    public void Extract(Workspace work)
    {
        var original = work.Original;
        work.Pieces.Clear(original.IsAligned);
        _literal.Divide(original.Characters, work.Parts);
        foreach (var part in work.Parts)
        {
            var origin = part.Start == 0 ? 0 : original.StartOf(part.Start);
            if (part.TokenId >= 0 || (_normalizer is null && _normalized.IsEmpty))
            {
                work.Pieces.Append(original, part.Start, part.End - part.Start, origin, part.TokenId);
            }
            else
            {
                ExtractNormalized(work, part, origin);
            }
        }
    }

    private void ExtractNormalized(Workspace work, TokenMatch part, int origin)
    {
        var text = work.Normalized;
        text.Load(work.Original, part.Start, part.End - part.Start, origin);
        _normalizer?.Normalize(text);
        _normalized.Divide(text.Characters, work.NormalizedParts);
        foreach (var inner in work.NormalizedParts)
        {
            var innerOrigin = inner.Start == 0 ? origin : text.Text.StartOf(inner.Start);
            work.Pieces.Append(text.Text, inner.Start, inner.End - inner.Start, innerOrigin, inner.TokenId);
        }
    }

    // Special tokens come first, each content once; what is special is not looked for a second time.
    private static List<AddedToken> SearchOrder(IReadOnlyList<AddedToken> tokens)
    {
        var special = tokens.Where(token => token.IsSpecial && token.Content.Length > 0).DistinctBy(token => token.Content).ToList();
        var contents = special.Select(token => token.Content).ToHashSet(StringComparer.Ordinal);
        return [.. special, .. tokens.Where(token => token.Content.Length > 0 && !contents.Contains(token.Content))];
    }

    private int[] Normalize(string content)
    {
        var source = new AlignedText();
        source.Decode(content, aligned: false);
        var text = new RewritableText();
        text.Load(source, 0, source.Length, 0);
        _normalizer?.Normalize(text);
        return text.Characters.ToArray();
    }
}
