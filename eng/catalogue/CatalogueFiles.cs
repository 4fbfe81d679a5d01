using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mteb.CatalogueGenerator;

/// <summary>Makes the embedded data out of the catalogue's JSON files. The same input gives the same bytes.</summary>
public static class CatalogueFiles
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The files, by name.</summary>
    /// <param name="folder">Folder with <c>tasks.json</c>, <c>stats.json.gz</c>, <c>benchmarks.json</c> and the others.</param>
    public static IEnumerable<(string Name, byte[] Content)> Make(string folder)
    {
        var tasks = Read(folder, "tasks.json");
        yield return ("tasks.pack", Pack.Write(ByName(tasks)));
        yield return ("benchmarks.pack", Pack.Write(ByName(Read(folder, "benchmarks.json"))));
        yield return ("statistics.pack", Pack.Write(ByKey(Read(folder, "stats.json.gz"))));
        yield return ("defaults.pack", Pack.Write(ByKey(Read(folder, "abstask_defaults.json"))));
        yield return ("distributions.pack", Pack.Write(ByKey(Read(folder, "task_score_distributions.json"))));
        yield return ("baselines.pack", Pack.Write(ByKey(Read(folder, "random_baseline_scores.json"))));
        yield return ("languages.txt", LanguageList.Of(tasks));
    }

    private static JsonElement Read(string folder, string name)
    {
        using var file = File.OpenRead(Path.Combine(folder, name));
        using Stream json = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static IEnumerable<(string Name, byte[] Line)> ByName(JsonElement list) =>
        list.EnumerateArray().Select(item => (item.GetProperty("name").GetString()!, Line(item)));

    // Keys with an underscore say where a file comes from.
    private static IEnumerable<(string Name, byte[] Line)> ByKey(JsonElement mapping) =>
        mapping.EnumerateObject().Where(member => !member.Name.StartsWith('_')).Select(member => (member.Name, Line(member.Value)));

    private static byte[] Line(JsonElement element)
    {
        using var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line, Compact))
        {
            element.WriteTo(writer);
        }

        return line.ToArray();
    }
}
