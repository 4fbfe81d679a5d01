namespace Mteb.UnicodeTables;

/// <summary>
/// Writes lower case, decompositions, compositions and combining classes. Numbers have seven bits a byte, the lowest first.
/// Three maps (lower case, canonical decomposition, compatibility decomposition where it differs): count, then per entry the
/// distance from the entry before, the length and the code points. Compositions: count, then first, second, composite.
/// Combining classes: count of ranges, then per range the distance from the end of the one before, the length and the class.
/// Hangul syllables are left out: they follow from arithmetic.
/// </summary>
internal static class MapTable
{
    public static byte[] Build(ReferenceFacts facts, SortedDictionary<int, int> combiningClasses)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var canonical = facts.Maps["nfd"];
        WriteMap(writer, facts.Maps["lowercase"]);
        WriteMap(writer, canonical);
        WriteMap(writer, new(facts.Maps["nfkd"]
            .Where(entry => !canonical.TryGetValue(entry.Key, out var same) || !same.SequenceEqual(entry.Value))
            .ToDictionary()));
        WriteCompositions(writer, canonical, facts.Maps["nfc"]);
        WriteRanges(writer, combiningClasses);
        return stream.ToArray();
    }

    private static void WriteMap(BinaryWriter writer, SortedDictionary<int, int[]> map)
    {
        writer.Write7BitEncodedInt(map.Count);
        var previous = 0;
        foreach (var (codePoint, replacement) in map)
        {
            writer.Write7BitEncodedInt(codePoint - previous);
            writer.Write7BitEncodedInt(replacement.Length);
            Array.ForEach(replacement, writer.Write7BitEncodedInt);
            previous = codePoint;
        }
    }

    // A primary composite decomposes, and composing does not change it. Its last part is one mark (or vowel sign); what stands
    // before it is one code point, a composite itself or not.
    private static void WriteCompositions(BinaryWriter writer, SortedDictionary<int, int[]> canonical, SortedDictionary<int, int[]> composed)
    {
        var composites = canonical.Where(entry => entry.Value.Length > 1 && !composed.ContainsKey(entry.Key)).ToArray();
        var byParts = composites.ToDictionary(entry => string.Join(' ', entry.Value), entry => entry.Key);
        writer.Write7BitEncodedInt(composites.Length);
        foreach (var (composite, parts) in composites)
        {
            writer.Write7BitEncodedInt(parts.Length == 2 ? parts[0] : byParts[string.Join(' ', parts[..^1])]);
            writer.Write7BitEncodedInt(parts[^1]);
            writer.Write7BitEncodedInt(composite);
        }
    }

    private static void WriteRanges(BinaryWriter writer, SortedDictionary<int, int> classes)
    {
        var ranges = new List<(int First, int Length, int Class)>();
        foreach (var (codePoint, value) in classes)
        {
            if (ranges.Count > 0 && ranges[^1] is var last && last.First + last.Length == codePoint && last.Class == value)
            {
                ranges[^1] = last with { Length = last.Length + 1 };
            }
            else
            {
                ranges.Add((codePoint, 1, value));
            }
        }

        writer.Write7BitEncodedInt(ranges.Count);
        var end = 0;
        foreach (var (first, length, value) in ranges)
        {
            writer.Write7BitEncodedInt(first - end);
            writer.Write7BitEncodedInt(length);
            writer.Write7BitEncodedInt(value);
            end = first + length;
        }
    }
}
