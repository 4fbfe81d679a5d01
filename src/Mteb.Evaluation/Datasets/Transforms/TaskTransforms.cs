using System.Globalization;
using System.Text.Json;
using Mteb.Evaluation.Datasets.Formats;

namespace Mteb.Evaluation.Datasets.Transforms;

/// <summary>
/// The transforms of the tasks of MTEB(eng, v1), MTEB(eng, v2) and MTEB(Multilingual, v2) that are stored in another form;
/// <c>transforms.json</c> lists them.
/// </summary>
internal static class TaskTransforms
{
    private const string Resource = "Mteb.Evaluation.Datasets.Transforms.transforms.json";

    private static readonly Lazy<Dictionary<string, TaskTransform>> ByTask = new(Load);

    /// <summary>Names of the tasks with a transform.</summary>
    public static IReadOnlyCollection<string> TaskNames => ByTask.Value.Keys;

    /// <summary>The transform of a task; null when its data are evaluated as they are stored.</summary>
    public static TaskTransform? Find(string task) => ByTask.Value.GetValueOrDefault(task);

    private static Dictionary<string, TaskTransform> Load()
    {
        using var stream = typeof(TaskTransforms).Assembly.GetManifestResourceStream(Resource)!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateObject().ToDictionary(task => task.Name, task => Read(task.Value), StringComparer.Ordinal);
    }

    private static TaskTransform Read(JsonElement task)
    {
        var sources = Members(task, "sources").ToDictionary(member => member.Name, member => Texts(member.Value));
        var languages = Texts(task, "storedByLanguage");
        return new TaskTransform
        {
            Stored = Members(task, "stored").ToDictionary(member => member.Name, member => member.Value.GetString()!),
            StoredBySubset = languages.Length == 0 ? null : subset => LanguageColumns(languages, subset),
            Extra = [.. Texts(task, "extra").Select(column => new ColumnRequest(ColumnKind.Label, true, column))],
            Sources = sources.Count == 0 ? null : split => sources.GetValueOrDefault(split) ?? sources.GetValueOrDefault("*") ?? [split],
            Flattens = task.TryGetProperty("flattens", out _),
            TakesEveryRow = task.TryGetProperty("takesEveryRow", out _),
            Passages = Texts(task, "passages") is [var key, var passage, var question] ? new PassageTables(key, passage, question) : null,
            Steps = [.. Texts(task, "steps").Select(Step)],
        };
    }

    private static RowStep Step(string text) => text.Split(' ') switch
    {
        ["subsample", var column, var rows] => RowSteps.Subsample(column, Number(rows)),
        ["draw", var rows] => RowSteps.Draw(Number(rows)),
        ["divide", var column, var train, var test] => RowSteps.Divide(column, Number(train), Number(test)),
        ["drop-single", var column] => RowSteps.DropSingleLabels(column),
        ["split-levels", var column] => RowSteps.SplitLevels(column),
        ["map", var column, .. var pairs] => RowSteps.MapLabels(
            column, pairs.Select(pair => pair.Split('=')).ToDictionary(pair => (long)Number(pair[0]), pair => (long)Number(pair[1]))),
        ["number", var column] => RowSteps.NumberLabels(column),
        ["first", var rows] => RowSteps.First(Number(rows)),
        _ => throw new InvalidDataException($"There is no step '{text}'."),
    };

    // The languages of the subset, without their scripts.
    private static Dictionary<string, string> LanguageColumns(string[] wanted, string subset) =>
        wanted.Zip(subset.Split('-')).ToDictionary(pair => pair.First, pair => pair.Second.Split('_')[0]);

    private static JsonProperty[] Members(JsonElement task, string name) =>
        task.TryGetProperty(name, out var members) ? [.. members.EnumerateObject()] : [];

    private static string[] Texts(JsonElement task, string name) => task.TryGetProperty(name, out var texts) ? Texts(texts) : [];

    private static string[] Texts(JsonElement texts) => [.. texts.EnumerateArray().Select(text => text.GetString()!)];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
