using System.Collections.Frozen;

namespace Mteb.Evaluation.Tokenization.Unicode;

/// <summary>
/// Lower case, decompositions, compositions and combining classes, from the embedded <c>character-maps.bin</c> (written by
/// <c>eng/unicode</c>, which describes the format). Normal forms follow Unicode 9, lower case follows Unicode 17.
/// </summary>
internal static class CharacterMaps
{
    private static readonly FrozenDictionary<long, int> Compositions;
    private static readonly CodePointMap CombiningClasses;

#pragma warning disable CA1810 // The fields come from one resource.
    static CharacterMaps()
    {
        using var reader = new BinaryReader(new MemoryStream(EmbeddedTable.Read("character-maps.bin")));
        Lowercase = new CodePointMap(ReadMap(reader));
        Canonical = new CodePointMap(ReadMap(reader));
        Compatibility = new CodePointMap(ReadMap(reader));
        Compositions = ReadCompositions(reader);
        CombiningClasses = new CodePointMap(ReadRanges(reader));
    }
#pragma warning restore CA1810

    /// <summary>Lower case of single code points, without context.</summary>
    public static CodePointMap Lowercase { get; }

    /// <summary>Full canonical decompositions, Hangul left out.</summary>
    public static CodePointMap Canonical { get; }

    /// <summary>Full compatibility decompositions where they differ from the canonical ones.</summary>
    public static CodePointMap Compatibility { get; }

    /// <summary>The canonical combining class: 0 for what stays in its place.</summary>
    public static int CombiningClass(int codePoint)
    {
        if (codePoint < 0x300)
        {
            return 0;
        }

        var found = CombiningClasses.Find(codePoint);
        return found.IsEmpty ? 0 : found[0];
    }

    /// <summary>The primary composite of two code points, Hangul left out; -1 when there is none.</summary>
    public static int Compose(int first, int second) =>
        Compositions.TryGetValue(((long)first << 32) | (uint)second, out var composite) ? composite : -1;

    private static List<(int CodePoint, int[] Replacement)> ReadMap(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        var entries = new List<(int, int[])>(count);
        for (var codePoint = 0; count > 0; count--)
        {
            codePoint += reader.Read7BitEncodedInt();
            var replacement = new int[reader.Read7BitEncodedInt()];
            for (var i = 0; i < replacement.Length; i++)
            {
                replacement[i] = reader.Read7BitEncodedInt();
            }

            entries.Add((codePoint, replacement));
        }

        return entries;
    }

    private static FrozenDictionary<long, int> ReadCompositions(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        var compositions = new Dictionary<long, int>(count);
        for (; count > 0; count--)
        {
            var pair = ((long)reader.Read7BitEncodedInt() << 32) | (uint)reader.Read7BitEncodedInt();
            compositions.Add(pair, reader.Read7BitEncodedInt());
        }

        return compositions.ToFrozenDictionary();
    }

    private static List<(int CodePoint, int[] Replacement)> ReadRanges(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        var entries = new List<(int, int[])>();
        for (var codePoint = 0; count > 0; count--)
        {
            codePoint += reader.Read7BitEncodedInt();
            var length = reader.Read7BitEncodedInt();
            int[] value = [reader.Read7BitEncodedInt()];
            for (; length > 0; length--)
            {
                entries.Add((codePoint++, value));
            }
        }

        return entries;
    }
}
