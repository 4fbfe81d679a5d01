using System.IO.Compression;
using System.Text.Json;

namespace Mteb.Evaluation.Tests.Tasks;

/// <summary>Reads the evaluation data of the shared material, straight from its lines.</summary>
internal static class SharedRows
{
    public static JsonElement[] Read(string relative)
    {
        var path = SharedMaterial.At("datasets/" + relative);
        using var file = File.OpenRead(path);
        using Stream stream = relative.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);
        var rows = new List<JsonElement>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                rows.Add(JsonDocument.Parse(line).RootElement.Clone());
            }
        }

        return [.. rows];
    }

    /// <summary>The judgements of a tab-separated file with a heading.</summary>
    public static Dictionary<string, IReadOnlyDictionary<string, int>> Qrels(string relative)
    {
        var qrels = new Dictionary<string, IReadOnlyDictionary<string, int>>();
        foreach (var line in File.ReadLines(SharedMaterial.At("datasets/" + relative)).Skip(1))
        {
            var cells = line.Split('\t');
            if (!qrels.TryGetValue(cells[0], out var judgements))
            {
                qrels[cells[0]] = judgements = new Dictionary<string, int>();
            }

            ((Dictionary<string, int>)judgements)[cells[1]] = int.Parse(cells[2], System.Globalization.CultureInfo.InvariantCulture);
        }

        return qrels;
    }

    /// <summary>What the reference scored for a task: the entry of a subset, or the only one.</summary>
    public static JsonElement Scores(string task, string split, string? subset = null) =>
        Goldens.Parse(SharedMaterial.At($"goldens/minilm/{task}.json")).GetProperty("scores_unrounded").GetProperty(split)
            .EnumerateArray().First(entry => subset is null || entry.GetProperty("hf_subset").GetString() == subset);

    /// <summary>What the reference predicted.</summary>
    public static JsonElement Predictions(string task, string split, string subset = "default") =>
        Goldens.Parse(SharedMaterial.At($"goldens/minilm/{task}.predictions.json.gz")).GetProperty(subset).GetProperty(split);

    /// <summary>Compares metrics with what the reference scored, in order.</summary>
    public static void Check(IReadOnlyList<KeyValuePair<string, Mteb.Schemas.Results.ScoreValue>> metrics, JsonElement expected, double tolerance = 1e-9)
    {
        string[] outside = ["main_score", "hf_subset", "languages", "mteb_version"];
        metrics.Select(metric => metric.Key).Should().Equal(expected.EnumerateObject().Select(pair => pair.Name).Except(outside));
        foreach (var (name, value) in metrics)
        {
            GoldenTask.Compare(value, expected.GetProperty(name), tolerance, each => each, name);
        }
    }
}
