using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Mteb.UnicodeTables;

/// <summary>The content of unicode.json.gz: sets of code points by name, and maps from a code point to what replaces it.</summary>
internal sealed record ReferenceFacts(
    IReadOnlyDictionary<string, HashSet<int>> Expression,
    IReadOnlyDictionary<string, HashSet<int>> Components,
    IReadOnlyDictionary<string, SortedDictionary<int, int[]>> Maps)
{
    private static readonly string[] MapNames = ["lowercase", "nfd", "nfkd", "nfc", "nfkc"];

    public static ReferenceFacts Read(string path)
    {
        using var file = File.OpenRead(path);
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        using var document = JsonDocument.Parse(unpacked);
        var root = document.RootElement;
        return new ReferenceFacts(Sets(root.GetProperty("regex")), Sets(root.GetProperty("predicates")),
            MapNames.ToDictionary(name => name, name => Map(root.GetProperty(name))));
    }

    private static Dictionary<string, HashSet<int>> Sets(JsonElement sets) => sets.EnumerateObject()
        .ToDictionary(set => set.Name, set => set.Value.EnumerateArray().SelectMany(Range).ToHashSet());

    private static IEnumerable<int> Range(JsonElement range)
    {
        var first = range[0].GetInt32();
        return Enumerable.Range(first, range[range.GetArrayLength() - 1].GetInt32() - first + 1);
    }

    private static SortedDictionary<int, int[]> Map(JsonElement map) => new(map.EnumerateObject().ToDictionary(
        entry => int.Parse(entry.Name, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        entry => entry.Value.EnumerateArray().Select(value => value.GetInt32()).ToArray()));
}
