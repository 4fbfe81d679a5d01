using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.Models;

/// <summary>
/// Unigram: of all ways to write a piece as tokens, the one with the highest sum of scores. A character that no token stands
/// for by itself may be unknown; neighbouring unknown characters are one token, or one token a byte.
/// </summary>
internal sealed class UnigramModel : IModel
{
    private const double UnknownPenalty = 10;

    private readonly CodePointTrie _trie;
    private readonly double[] _scores;
    private readonly double _unknownScore;
    private readonly int _unknownId;
    private readonly int[]? _byteIds;

    /// <summary>Makes the model.</summary>
    /// <param name="pieces">Tokens and scores; the place is the id. Where a token stands twice, the later place counts.</param>
    /// <param name="unknownId">The id of the unknown token; null for none.</param>
    /// <param name="hasByteFallback">Whether unknown characters become tokens such as <c>&lt;0xE2&gt;</c>.</param>
    public UnigramModel(IReadOnlyList<(string Token, double Score)> pieces, int? unknownId, bool hasByteFallback)
    {
        Vocabulary = new Vocabulary(pieces.Select((piece, id) => KeyValuePair.Create(piece.Token, id)), pieces.Count);
        UnknownToken = unknownId is { } id ? pieces[id].Token : null;
        _trie = Vocabulary.Trie;
        _scores = [.. pieces.Select(piece => piece.Score)];
        _unknownScore = _scores.Min() - UnknownPenalty;
        _unknownId = unknownId ?? CodePointTrie.None;
        _byteIds = hasByteFallback ? ByteTokens.Find(Vocabulary) : null;
    }

    public Vocabulary Vocabulary { get; }

    public string? UnknownToken { get; }

    public static UnigramModel Read(JsonValue value)
    {
        var pieces = ScoredPieces.Read(value.Get("vocab"));
        var unknown = value.Find("unk_id");
        return unknown?.AsCount() >= pieces.Count
            ? throw unknown.Wrong($"The id of the unknown token, {unknown.AsCount()}, is not in the vocabulary of {pieces.Count} tokens.", "Give the place of the unknown token in 'vocab'.")
            : new(pieces, unknown?.AsCount(), value.Find("byte_fallback")?.AsBoolean() ?? false);
    }

    public bool Tokenize(ReadOnlySpan<int> piece, TokenList tokens)
    {
        var lattice = tokens.Lattice;
        lattice.Reset(piece.Length);
        if (!FindBestPath(piece, lattice))
        {
            return false;
        }

        lattice.Trace(piece.Length);
        return WriteTokens(piece, lattice, tokens);
    }

    // A later way to the same place must be better, not as good. Nothing is better than a single known character but a longer token.
    private bool FindBestPath(ReadOnlySpan<int> piece, Lattice lattice)
    {
        for (var start = 0; start < piece.Length; start++)
        {
            var score = lattice.ScoreAt(start);
            var hasSingle = false;
            var node = CodePointTrie.Root;
            for (var end = start + 1; end <= piece.Length && (node = _trie.Next(node, piece[end - 1], out var id)) != CodePointTrie.None; end++)
            {
                if (id != CodePointTrie.None)
                {
                    lattice.Offer(end, start, id, score + _scores[id]);
                    hasSingle |= end == start + 1;
                }
            }

            if (!hasSingle && lattice.IsBetter(start + 1, score + _unknownScore))
            {
                if (_unknownId == CodePointTrie.None)
                {
                    return false;
                }

                lattice.Offer(start + 1, start, _unknownId, score + _unknownScore);
            }
        }

        return true;
    }

    private bool WriteTokens(ReadOnlySpan<int> piece, Lattice lattice, TokenList tokens)
    {
        for (var start = 0; start < piece.Length;)
        {
            var end = lattice.NextOf(start);
            var id = lattice.IdAt(end);
            if (id != _unknownId)
            {
                tokens.Add(id, start, end);
                start = end;
                continue;
            }

            while (end < piece.Length && lattice.IdAt(lattice.NextOf(end)) == _unknownId)
            {
                end = lattice.NextOf(end);
            }

            WriteUnknown(piece, start, end, tokens);
            start = end;
        }

        return true;
    }

    private void WriteUnknown(ReadOnlySpan<int> piece, int start, int end, TokenList tokens)
    {
        var node = _trie.Find(piece[start..end]);
        if (node != CodePointTrie.None && _trie.ValueOf(node) is var known and not CodePointTrie.None)
        {
            tokens.Add(known, start, end);
        }
        else if (_byteIds is null || !WriteBytes(_byteIds, piece, start, end, tokens))
        {
            tokens.Add(_unknownId, start, end);
        }
    }

    private static bool WriteBytes(int[] byteIds, ReadOnlySpan<int> piece, int start, int end, TokenList tokens)
    {
        var before = tokens.Count;
        Span<byte> bytes = stackalloc byte[4];
        foreach (var character in piece[start..end])
        {
            var count = CodePoints.EncodeUtf8(character, bytes);
            if (!ByteTokens.HasAll(byteIds, bytes[..count]))
            {
                tokens.Shorten(before);
                return false;
            }

            foreach (var value in bytes[..count])
            {
                tokens.Add(byteIds[value], start, end);
            }
        }

        return true;
    }
}
