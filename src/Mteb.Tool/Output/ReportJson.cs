using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Tool.Output;

/// <summary>
/// Reports as one JSON document, whose form is named by its member <c>schema</c>. Members are only ever added. JSON has no
/// NaN: such a score is null, and <c>main_score_text</c> says "NaN".
/// </summary>
internal static class ReportJson
{
    /// <summary>The form of a run's report.</summary>
    public const string RunSchema = "urn:mteb:run-report:v1";

    /// <summary>The form of a plan.</summary>
    public const string PlanSchema = "urn:mteb:run-plan:v1";

    // The document is no part of a web page: names and messages stay readable.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A run's report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="diagnostics">Everything that was reported on the way.</param>
    public static string Of(RunReport report, IReadOnlyList<Diagnostic> diagnostics) => Document(RunSchema, report.ExitCode, diagnostics, json =>
    {
        json.WriteString("model", report.Model);
        json.WriteString("revision", report.Revision);
        json.WriteStartArray("results");
        foreach (var row in report.Rows)
        {
            Write(json, row);
        }

        json.WriteEndArray();
        json.WriteStartArray("benchmarks");
        foreach (var benchmark in report.Benchmarks)
        {
            Write(json, benchmark);
        }

        json.WriteEndArray();
    });

    /// <summary>A plan.</summary>
    /// <inheritdoc cref="Of(RunReport, IReadOnlyList{Diagnostic})"/>
    public static string Of(DryRunReport report, IReadOnlyList<Diagnostic> diagnostics) => Document(PlanSchema, report.ExitCode, diagnostics, json =>
    {
        json.WriteString("model", report.Model);
        json.WriteString("revision", report.Revision);
        json.WriteStartArray("parts");
        foreach (var row in report.Rows)
        {
            json.WriteStartObject();
            json.WriteString("task", row.Task);
            json.WriteString("type", row.Type);
            json.WriteString("split", row.Split);
            json.WriteString("subset", row.Subset);
            Write(json, "texts", row.Texts);
            json.WriteBoolean("cached", row.Cached);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("prompts");
        foreach (var prompt in report.Prompts)
        {
            json.WriteStartObject();
            json.WriteString("task", prompt.Task);
            json.WriteString("role", prompt.Role);
            json.WriteString("text", prompt.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string Document(string schema, ExitCode exitCode, IReadOnlyList<Diagnostic> diagnostics, Action<Utf8JsonWriter> body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("schema", schema);
            body(json);
            json.WriteStartArray("diagnostics");
            foreach (var diagnostic in diagnostics)
            {
                Write(json, diagnostic);
            }

            json.WriteEndArray();
            json.WriteNumber("exit_code", (int)exitCode);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter json, RunReportRow row)
    {
        json.WriteStartObject();
        json.WriteString("task", row.Task);
        json.WriteString("type", row.Type);
        json.WriteString("split", row.Split);
        json.WriteString("subset", row.Subset);
        json.WriteString("metric", row.Metric);
        Write(json, "main_score", row.MainScore);
        if (row.MainScore is { } score && double.IsNaN(score))
        {
            json.WriteString("main_score_text", "NaN");
        }

        json.WriteString("state", ResultTable.Word(row.State));
        json.WriteString("path", row.Path);
        Write(json, "truncated_share", row.TruncatedShare);
        Write(json, "seconds", row.Seconds);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BenchmarkMeans benchmark)
    {
        json.WriteStartObject();
        json.WriteString("benchmark", benchmark.Benchmark);
        json.WriteNumber("tasks", benchmark.Tasks);
        json.WriteStartArray("missing");
        foreach (var task in benchmark.Missing)
        {
            json.WriteStringValue(task);
        }

        json.WriteEndArray();
        Write(json, "mean_task", benchmark.MeanTask);
        Write(json, "mean_task_type", benchmark.MeanTaskType);
        json.WriteStartArray("types");
        foreach (var type in benchmark.Types)
        {
            json.WriteStartObject();
            json.WriteString("type", type.Type);
            json.WriteNumber("tasks", type.Tasks);
            Write(json, "mean", type.Mean);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        var place = diagnostic.Place;
        json.WriteStartObject();
        json.WriteString("code", diagnostic.Code);
        json.WriteString("severity", DiagnosticView.Word(diagnostic.Severity));
        json.WriteString("message", diagnostic.Message);
        json.WriteString("remedy", diagnostic.Remedy);
        json.WriteString("file", place.File);
        Write(json, "line", place.Line > 0 ? place.Line : null);
        Write(json, "column", place.Column > 0 ? place.Column : null);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value && double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
