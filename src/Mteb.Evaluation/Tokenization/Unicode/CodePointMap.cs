namespace Mteb.Evaluation.Tokenization.Unicode;

/// <summary>From a code point to the code points that replace it; most code points have none. Two stages, as the classes.</summary>
internal sealed class CodePointMap
{
    private const int BlockBits = 7;
    private const int BlockMask = (1 << BlockBits) - 1;
    private const int LengthBits = 6;
    private const int LengthMask = (1 << LengthBits) - 1;

    private readonly ushort[] _blocks = new ushort[0x110000 >> BlockBits];
    private readonly int[] _entries;
    private readonly int[] _pool;

    /// <summary>Builds the map.</summary>
    public CodePointMap(IReadOnlyList<(int CodePoint, int[] Replacement)> entries)
    {
        var blockNumbers = entries.Select(entry => entry.CodePoint >> BlockBits).Distinct().ToArray();
        for (var i = 0; i < blockNumbers.Length; i++)
        {
            _blocks[blockNumbers[i]] = (ushort)(i + 1);
        }

        _entries = new int[(blockNumbers.Length + 1) << BlockBits];
        _pool = new int[entries.Sum(entry => entry.Replacement.Length)];
        var at = 0;
        foreach (var (codePoint, replacement) in entries)
        {
            replacement.CopyTo(_pool, at);
            _entries[(_blocks[codePoint >> BlockBits] << BlockBits) | (codePoint & BlockMask)] = (at << LengthBits) | replacement.Length;
            at += replacement.Length;
        }
    }

    /// <summary>What replaces a code point; empty when it stays as it is.</summary>
    public ReadOnlySpan<int> Find(int codePoint)
    {
        var entry = _entries[(_blocks[codePoint >> BlockBits] << BlockBits) | (codePoint & BlockMask)];
        return _pool.AsSpan(entry >> LengthBits, entry & LengthMask);
    }
}
