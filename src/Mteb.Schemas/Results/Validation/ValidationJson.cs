using System.Text;
using System.Text.Json;
using Mteb.Schemas.Diagnostics.Formats;

namespace Mteb.Schemas.Results.Validation;

/// <summary>Reports as one JSON document.</summary>
public static class ValidationJson
{
    private const string Schema = "mteb-validation/1";

    /// <summary>Reports as text.</summary>
    /// <param name="reports">The reports, in this order.</param>
    /// <param name="path">How a path is written.</param>
    public static string Write(IReadOnlyList<FileReport> reports, Func<string, string> path)
    {
        using var output = new MemoryStream();
        Write(output, reports, path);
        return Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length);
    }

    /// <summary>Writes reports.</summary>
    /// <param name="output">Where to; UTF-8.</param>
    /// <param name="reports">The reports, in this order.</param>
    /// <param name="path">How a path is written.</param>
    public static void Write(Stream output, IReadOnlyList<FileReport> reports, Func<string, string> path)
    {
        using var writer = new Utf8JsonWriter(output, JsonDocumentText.Options);
        writer.WriteStartObject();
        writer.WriteString("schema", Schema);
        writer.WriteStartObject("verdicts");
        foreach (var verdict in Enum.GetValues<Verdict>())
        {
            writer.WriteNumber(Word(verdict), reports.Count(report => report.Verdict == verdict));
        }

        writer.WriteEndObject();
        writer.WriteStartArray("files");
        foreach (var report in reports)
        {
            WriteFile(writer, report, path);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        output.WriteByte((byte)'\n');
    }

    private static void WriteFile(Utf8JsonWriter writer, FileReport report, Func<string, string> path)
    {
        writer.WriteStartObject();
        writer.WriteString("file", report.Path is null ? null : path(report.Path));
        writer.WriteString("kind", Word(report.Kind));
        writer.WriteString("verdict", Word(report.Verdict));
        writer.WriteStartArray("diagnostics");
        foreach (var diagnostic in report.Diagnostics)
        {
            JsonFormat.WriteOne(writer, diagnostic, withFile: diagnostic.Place.File != report.Path, path);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        if (writer.BytesPending > 1 << 16)
        {
            writer.Flush();
        }
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Valid => "valid",
        Verdict.Legacy => "legacy",
        Verdict.Suspicious => "suspicious",
        _ => "invalid",
    };

    private static string Word(FileKind kind) => kind switch
    {
        FileKind.TaskResult => "task_result",
        FileKind.ModelMeta => "model_meta",
        FileKind.RunSettings => "run_settings",
        FileKind.EvalResults => "eval_results",
        FileKind.Predictions => "predictions",
        _ => "other",
    };
}
