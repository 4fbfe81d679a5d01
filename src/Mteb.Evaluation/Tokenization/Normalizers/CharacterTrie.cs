using System.Buffers.Binary;

namespace Mteb.Evaluation.Tokenization.Normalizers;

/// <summary>
/// The table of a SentencePiece normalizer: a double-array trie over UTF-8, and the texts that its values point to. A number of the
/// array holds a label, whether a text ends there, and how far away the next level lies.
/// </summary>
internal sealed class CharacterTrie
{
    private readonly uint[] _units;
    private readonly byte[] _texts;

    private CharacterTrie(uint[] units, byte[] texts) => (_units, _texts) = (units, texts);

    /// <summary>Reads a table: the length of the trie in bytes, the trie, texts that end with 0; null when it is none.</summary>
    public static CharacterTrie? Read(ReadOnlySpan<byte> table)
    {
        if (table.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(table) is var length && (length > table.Length - 4 || length == 0 || length % 4 != 0))
        {
            return null;
        }

        var units = new uint[length / 4];
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = BinaryPrimitives.ReadUInt32LittleEndian(table[(4 + 4 * i)..]);
        }

        var texts = table[(4 + (int)length)..].ToArray();
        return System.Text.Unicode.Utf8.IsValid(texts) ? new(units, texts) : null;
    }

    /// <summary>The text that replaces a key: that of the shortest entry which the key begins with.</summary>
    /// <param name="key">UTF-8.</param>
    /// <param name="text">The text as UTF-8.</param>
    public bool TryFind(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> text)
    {
        text = default;
        var node = OffsetOf(_units[0]);
        foreach (var value in key)
        {
            if (value == 0 || (node ^= value) >= (uint)_units.Length || LabelOf(_units[node]) != value)
            {
                return false;
            }

            var unit = _units[node];
            node ^= OffsetOf(unit);
            if ((unit & 0x100) != 0)
            {
                return node < (uint)_units.Length && TryRead(_units[node] & 0x7FFFFFFF, out text);
            }
        }

        return false;
    }

    private bool TryRead(uint from, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (from > (uint)_texts.Length)
        {
            return false;
        }

        var rest = _texts.AsSpan((int)from);
        var end = rest.IndexOf((byte)0);
        text = end < 0 ? rest : rest[..end];
        return true;
    }

    private static uint LabelOf(uint unit) => unit & 0x800000FF;

    private static uint OffsetOf(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);
}
