using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Validation;

/// <summary>
/// Says which lines of a <c>run_settings.jsonl</c> mteb passes over, and which it forgets when it writes the file again. Nothing in
/// the file keeps results from loading.
/// </summary>
public static class RunSettingsValidator
{
    private static readonly string[][] Scopes = [["split", "splits"], ["subset", "subsets"]];

    /// <summary>Validates.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="path">Its path as the user would write it; null when it is no file.</param>
    public static FileReport Validate(ReadOnlyMemory<byte> utf8, string? path)
    {
        var findings = new FindingList(SourceText.Of(utf8, path));
        foreach (var line in RunSettingsFile.Lines(utf8))
        {
            Check(utf8[line], line.Start.Value, findings);
        }

        return new FileReport(path, FileKind.RunSettings, findings.Found.Count == 0 ? Verdict.Valid : Verdict.Suspicious, findings.Found);
    }

    private static void Check(ReadOnlyMemory<byte> line, int start, FindingList findings)
    {
        var value = JsonValue.Parse(line, out var error);
        if (error is { } fault)
        {
            Add(start + fault.Offset, $"{fault.Message} mteb passes over the line.");
        }
        else if (value!.Kind != JsonKind.Mapping || value["task"]?.AsText() is null)
        {
            Add(start + value.Start, "The line is not an object that names a task; mteb passes over it.");
        }
        else if (Scopes.FirstOrDefault(names => !names.Any(name => value[name] is { } scope && IsScope(scope, isList: name.EndsWith('s')))) is { } missing)
        {
            Add(start + value.Start, $"The line says neither '{missing[0]}' nor '{missing[1]}'; mteb forgets it when it writes the file again.");
        }

        void Add(int at, string message) => findings.Add(ResultCodes.UnreadableSettings, at, message, "Restore the line by hand if it matters, or remove it.");
    }

    private static bool IsScope(JsonValue value, bool isList) =>
        isList ? value.Kind == JsonKind.List && value.Items.All(item => item.Kind == JsonKind.Text) : value.Kind == JsonKind.Text;
}
