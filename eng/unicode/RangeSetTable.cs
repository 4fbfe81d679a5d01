using System.Text.Json;

namespace Mteb.UnicodeTables;

/// <summary>
/// Writes sets of code points by name: count of sets, then per set its name, the count of ranges and per range the distance from the
/// end of the one before and the length. Numbers have seven bits a byte, the lowest first.
/// </summary>
internal static class RangeSetTable
{
    public static byte[] Build(IEnumerable<(string Name, int[] Ranges)> sets)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var all = sets.ToArray();
        writer.Write7BitEncodedInt(all.Length);
        foreach (var (name, ranges) in all)
        {
            writer.Write(name);
            writer.Write7BitEncodedInt(ranges.Length / 2);
            var end = 0;
            for (var i = 0; i < ranges.Length; i += 2)
            {
                writer.Write7BitEncodedInt(ranges[i] - end);
                writer.Write7BitEncodedInt(ranges[i + 1] + 1 - ranges[i]);
                end = ranges[i + 1] + 1;
            }
        }

        return stream.ToArray();
    }
}

/// <summary>The content of expression-facts.json: what the reference's expression engine and segmentation take code points for.</summary>
internal sealed class ExpressionFacts(string path)
{
    private readonly JsonElement _root = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;

    /// <summary>Categories and scripts by their names in small letters, classes as <c>[name]</c>, and <c>\w</c>, which is more than <c>[word]</c>.</summary>
    public byte[] ExpressionSets(IEnumerable<int> word) => RangeSetTable.Build(Sets("categories").Concat(Sets("scripts"))
        .Select(set => (set.Name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant(), set.Ranges))
        .Concat(Sets("posix").Select(set => ($"[{set.Name}]", set.Ranges)))
        .Append((@"\w", Ranges(word.Order()))));

    /// <summary>Which code points UnicodeScripts keeps together; those it never divides at are left out.</summary>
    public byte[] ScriptPieces() => RangeSetTable.Build(_root.GetProperty("pieces").GetProperty("groups").EnumerateArray()
        .Select((ranges, index) => ($"{index}", Numbers(ranges))));

    public byte[] Graphemes() => RangeSetTable.Build(Sets("graphemes"));

    /// <summary>Two maps: characters that are the same but for case, texts that are the same as one character.</summary>
    public byte[] CaseFolds()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach (var name in new[] { "folds", "full" })
        {
            var entries = _root.GetProperty(name).EnumerateObject()
                .Select(entry => (CodePoint: int.Parse(entry.Name, System.Globalization.CultureInfo.InvariantCulture), Values: Numbers(entry.Value)))
                .OrderBy(entry => entry.CodePoint).ToArray();
            writer.Write7BitEncodedInt(entries.Length);
            var previous = 0;
            foreach (var (codePoint, values) in entries)
            {
                writer.Write7BitEncodedInt(codePoint - previous);
                writer.Write7BitEncodedInt(values.Length);
                Array.ForEach(values, writer.Write7BitEncodedInt);
                previous = codePoint;
            }
        }

        return stream.ToArray();
    }

    private IEnumerable<(string Name, int[] Ranges)> Sets(string part) =>
        _root.GetProperty(part).EnumerateObject().Select(set => (set.Name, Numbers(set.Value)));

    private static int[] Ranges(IEnumerable<int> members)
    {
        var ranges = new List<int>();
        foreach (var member in members)
        {
            if (ranges.Count > 0 && ranges[^1] == member - 1)
            {
                ranges[^1] = member;
            }
            else
            {
                ranges.AddRange([member, member]);
            }
        }

        return [.. ranges];
    }

    private static int[] Numbers(JsonElement numbers) => [.. numbers.EnumerateArray().Select(number => number.GetInt32())];
}
