namespace Mteb.Evaluation.Tokenization.Unicode;

/// <summary>Which code points the pre-tokenizer UnicodeScripts keeps together, from the embedded <c>script-pieces.bin</c>.</summary>
internal static class ScriptTable
{
    /// <summary>No script: such a code point never divides.</summary>
    public const byte Any = 0;

    private static readonly ByteTable Table = MakeTable();

    /// <summary>A number for the script of a code point.</summary>
    public static byte Of(int codePoint) => Table[codePoint];

    private static ByteTable MakeTable()
    {
        var number = (byte)0;
        return new ByteTable(RangeSets.Read("script-pieces.bin").Values.Select(ranges => (++number, ranges)));
    }
}
