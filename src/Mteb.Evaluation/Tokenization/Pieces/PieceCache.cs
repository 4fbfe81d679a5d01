namespace Mteb.Evaluation.Tokenization.Pieces;

/// <summary>
/// The tokens of short pieces that came before, for models whose answer depends on the piece alone: texts repeat their words. A
/// fixed number of places; a piece takes the place of another one with the same hash. It belongs to one tokenizer.
/// </summary>
internal sealed class PieceCache
{
    private const int SlotBits = 12;
    private const int LongestPiece = 16;
    private const int MostTokens = 8;

    private readonly Entry[] _entries = new Entry[1 << SlotBits];
    private readonly int[] _pieces = new int[LongestPiece << SlotBits];
    private readonly Token[] _tokens = new Token[MostTokens << SlotBits];

    /// <summary>Adds the tokens of a piece, if it is known.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="at">What is added to the places of its tokens.</param>
    /// <param name="tokens">Receives the tokens.</param>
    public bool TryAdd(ReadOnlySpan<int> piece, int at, TokenList tokens)
    {
        if (piece.Length > LongestPiece)
        {
            return false;
        }

        var slot = SlotOf(piece);
        var entry = _entries[slot];
        if (entry.Length != piece.Length || !piece.SequenceEqual(_pieces.AsSpan(slot * LongestPiece, entry.Length)))
        {
            return false;
        }

        foreach (ref readonly var token in _tokens.AsSpan(slot * MostTokens, entry.Count))
        {
            tokens.Add(token.Id, at + token.Start, at + token.End);
        }

        return true;
    }

    /// <summary>Remembers the tokens of a piece, if it is short.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="at">What was added to the places of its tokens.</param>
    /// <param name="tokens">A list that ends with its tokens.</param>
    /// <param name="first">Where they begin.</param>
    public void Keep(ReadOnlySpan<int> piece, int at, TokenList tokens, int first)
    {
        var count = tokens.Count - first;
        if (piece.Length > LongestPiece || count > MostTokens)
        {
            return;
        }

        var slot = SlotOf(piece);
        _entries[slot] = new() { Length = (byte)piece.Length, Count = (byte)count };
        piece.CopyTo(_pieces.AsSpan(slot * LongestPiece));
        for (var i = 0; i < count; i++)
        {
            _tokens[(slot * MostTokens) + i] = new()
            {
                Id = tokens.Ids[first + i],
                Start = (byte)(tokens.StartOf(first + i) - at),
                End = (byte)(tokens.EndOf(first + i) - at),
            };
        }
    }

    private static int SlotOf(ReadOnlySpan<int> piece)
    {
        var hash = 0UL;
        foreach (var character in piece)
        {
            hash = (hash ^ (uint)character) * 0x9E3779B97F4A7C15;
        }

        return (int)(hash >> (64 - SlotBits));
    }

    private struct Entry
    {
        public byte Length; // 0 for a free place: no piece is empty
        public byte Count;
    }

    private struct Token
    {
        public int Id;
        public byte Start;
        public byte End;
    }
}
