namespace Mteb.Evaluation.Tokenization.Encodings;

/// <summary>Everything that is known about the tokens of a text or a pair of texts. All lists have one entry a token.</summary>
public sealed class TokenEncoding
{
    internal static readonly TokenEncoding Empty = new([], [], [], [], [], [], []);

    internal TokenEncoding(
        int[] ids, int[] typeIds, string[] tokens, TokenSpan[] offsets, byte[] attention, byte[] special, TokenEncoding[] overflowing)
    {
        (IdArray, TypeIdArray, TokenArray, OffsetArray) = (ids, typeIds, tokens, offsets);
        (AttentionArray, SpecialArray, OverflowingArray) = (attention, special, overflowing);
    }

    /// <summary>The ids.</summary>
    public IReadOnlyList<int> Ids => IdArray;

    /// <summary>Which text of a pair a token belongs to, as the post-processor numbers them.</summary>
    public IReadOnlyList<int> TypeIds => TypeIdArray;

    /// <summary>The tokens as text.</summary>
    public IReadOnlyList<string> Tokens => TokenArray;

    /// <summary>Where in its text each token stands.</summary>
    public IReadOnlyList<TokenSpan> Offsets => OffsetArray;

    /// <summary>1 for tokens, 0 for padding.</summary>
    public IReadOnlyList<byte> AttentionMask => AttentionArray;

    /// <summary>1 for special tokens and padding that were put around the text, 0 for the text's own.</summary>
    public IReadOnlyList<byte> SpecialTokensMask => SpecialArray;

    /// <summary>What truncation cut off, in parts as long as what was kept.</summary>
    public IReadOnlyList<TokenEncoding> Overflowing => OverflowingArray;

    /// <summary>Number of tokens.</summary>
    public int Length => IdArray.Length;

    internal int[] IdArray { get; }

    internal int[] TypeIdArray { get; }

    internal string[] TokenArray { get; }

    internal TokenSpan[] OffsetArray { get; }

    internal byte[] AttentionArray { get; }

    internal byte[] SpecialArray { get; }

    internal TokenEncoding[] OverflowingArray { get; }

    /// <summary>Special tokens of their own, all of one type.</summary>
    internal static TokenEncoding OfSpecialTokens(int[] ids, string[] tokens, int typeId)
    {
        var (types, attention, special) = (new int[ids.Length], new byte[ids.Length], new byte[ids.Length]);
        Array.Fill(types, typeId);
        Array.Fill(attention, (byte)1);
        Array.Fill(special, (byte)1);
        return new(ids, types, tokens, new TokenSpan[ids.Length], attention, special, []);
    }

    /// <summary>The same with one type for all tokens; what overflows keeps its own.</summary>
    internal TokenEncoding WithType(int typeId)
    {
        var types = new int[Length];
        Array.Fill(types, typeId);
        return new(IdArray, types, TokenArray, OffsetArray, AttentionArray, SpecialArray, OverflowingArray);
    }

    /// <summary>The same with other overflowing parts.</summary>
    internal TokenEncoding WithOverflowing(TokenEncoding[] overflowing) =>
        new(IdArray, TypeIdArray, TokenArray, OffsetArray, AttentionArray, SpecialArray, overflowing);

    /// <summary>The same with other offsets.</summary>
    internal TokenEncoding WithOffsets(TokenSpan[] offsets) =>
        new(IdArray, TypeIdArray, TokenArray, offsets, AttentionArray, SpecialArray, OverflowingArray);

    /// <summary>Some of the tokens, without what overflows.</summary>
    internal TokenEncoding Slice(int start, int end) =>
        new(IdArray[start..end], TypeIdArray[start..end], TokenArray[start..end], OffsetArray[start..end], AttentionArray[start..end],
            SpecialArray[start..end], []);
}
