using System.Text.Json;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Catalogue;

/// <summary>Tasks of one's own: a data folder with a <c>task.json</c> is a task like any other (docs/own-tasks.md).</summary>
public static class OwnTask
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "task.json";

    /// <summary>Every task of one's own in a data folder, in the order of their names.</summary>
    /// <param name="root">The folder that holds the task folders.</param>
    /// <returns>The tasks that are sound, with the diagnostics of those that are not; a failure when the folder does not exist.</returns>
    public static Outcome<IReadOnlyList<TaskFacts>> FindAll(string root)
    {
        if (!Directory.Exists(root))
        {
            return DatasetCodes.DataFolderMissing.At(
                new SourcePlace(root), "There is no such folder.", "Name the folder that holds the task folders with '--data'.");
        }

        var tasks = new Dictionary<string, TaskFacts>(StringComparer.Ordinal);
        var diagnostics = new List<Diagnostic>();
        foreach (var folder in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal))
        {
            var path = Path.Combine(folder, FileName);
            if (File.Exists(path))
            {
                var task = Read(path);
                diagnostics.AddRange(task.Diagnostics);
                if (task.Succeeded && !tasks.TryAdd(task.Value.Name, task.Value))
                {
                    diagnostics.Add(DatasetCodes.OwnTaskNameTwice.At(
                        new SourcePlace(path),
                        $"The task in folder '{tasks[task.Value.Name].DataFolder}' is called '{task.Value.Name}' too.",
                        "Give each task a name of its own."));
                }
            }
        }

        return Outcome.Success<IReadOnlyList<TaskFacts>>([.. tasks.Values.OrderBy(task => task.Name, StringComparer.Ordinal)], diagnostics);
    }

    /// <summary>Reads the facts of a task.</summary>
    /// <param name="path">Path of a <c>task.json</c>.</param>
    /// <returns>The facts; or everything that is wrong with the file, each with line and column.</returns>
    public static Outcome<TaskFacts> Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return DatasetCodes.FileUnreadable.At(
                new SourcePlace(path), $"The file cannot be read: {exception.Message.TrimEnd('.')}.", "Check that the file exists and may be read.");
        }

        var json = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        try
        {
            using var document = JsonDocument.Parse(json);
            var positions = new OwnTaskPositions(path, json);
            if (positions.Duplicate is { } twice)
            {
                return NotJson(twice.Place, $"The name '{twice.Name}' occurs twice");
            }

            var problems = OwnTaskSchema.Validate(System.Text.Encoding.UTF8.GetString(json), positions);
            return problems.Count > 0
                ? Outcome.Failure<TaskFacts>(problems)
                : new OwnTaskReader(Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)))!, document.RootElement, positions).Read();
        }
        catch (JsonException exception)
        {
            return NotJson(Place(path, json, exception), Reason(exception));
        }
    }

    private static Diagnostic NotJson(SourcePlace place, string reason) => DatasetCodes.OwnTaskNotJson.At(
        place, $"{reason}.", "Correct the JSON; comments, trailing commas and names that occur twice are not allowed.");

    private static SourcePlace Place(string path, byte[] json, JsonException exception)
    {
        var offset = 0;
        for (var line = 0L; line < (exception.LineNumber ?? 0); line++)
        {
            offset += json.AsSpan(offset).IndexOf((byte)'\n') + 1;
        }

        return OwnTaskPositions.Place(path, json, offset + (int)(exception.BytePositionInLine ?? 0));
    }

    // The framework adds its own place, counted in bytes.
    private static string Reason(JsonException exception)
    {
        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? exception.Message : exception.Message[..end]).TrimEnd('.', ' ');
    }
}
