namespace Mteb.Evaluation.Tokenization.Unicode;

/// <summary>From a code point to a number; 0 for most. Two stages, as the classes.</summary>
internal sealed class ByteTable
{
    private const int BlockBits = 7;
    private const int BlockSize = 1 << BlockBits;

    private readonly ushort[] _blocks = new ushort[0x110000 >> BlockBits];
    private readonly byte[] _values;

    /// <summary>Builds the table.</summary>
    /// <param name="sets">Numbers and the ranges that have them: first, last, first, last and so on. Later ones count.</param>
    public ByteTable(IEnumerable<(byte Value, int[] Ranges)> sets)
    {
        var all = new byte[0x110000];
        foreach (var (value, ranges) in sets)
        {
            for (var i = 0; i < ranges.Length; i += 2)
            {
                all.AsSpan(ranges[i]..(ranges[i + 1] + 1)).Fill(value);
            }
        }

        var known = new Dictionary<string, ushort>(StringComparer.Ordinal);
        var values = new List<byte>();
        for (var block = 0; block < _blocks.Length; block++)
        {
            var bytes = all.AsSpan(block * BlockSize, BlockSize);
            var key = Convert.ToBase64String(bytes);
            if (!known.TryGetValue(key, out var number))
            {
                known.Add(key, number = (ushort)known.Count);
                values.AddRange(bytes);
            }

            _blocks[block] = number;
        }

        _values = [.. values];
    }

    /// <summary>The number of a code point.</summary>
    public byte this[int codePoint] => _values[(_blocks[codePoint >> BlockBits] << BlockBits) | (codePoint & (BlockSize - 1))];
}
