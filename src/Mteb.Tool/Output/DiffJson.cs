using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mteb.Schemas.Cards.Generation;
using Mteb.Schemas.Results;
using Mteb.Schemas.Results.Comparison;

namespace Mteb.Tool.Output;

/// <summary>A comparison as one JSON document. NaN and infinities, which JSON lacks, are text. Members are only ever added.</summary>
internal static class DiffJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document.</summary>
    public static string Of(DiffReport report)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("schema", "urn:mteb:diff:v1");
            json.WriteString("first", report.First);
            json.WriteString("second", report.Second);
            json.WriteNumber("common_results", report.Common);
            json.WriteNumber("compared_values", report.Values);
            json.WriteStartArray("differences");
            foreach (var (run, difference) in report.Differences)
            {
                Write(json, run, difference);
            }

            json.WriteEndArray();
            WriteMeans(json, report.Means);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter json, RunKey run, ScoreDifference difference)
    {
        json.WriteStartObject();
        json.WriteString("model", run.Model);
        json.WriteString("experiment", run.Experiment);
        json.WriteString("task", run.Task);
        json.WriteString("split", difference.Split);
        json.WriteString("subset", difference.Subset);
        json.WriteString("metric", difference.Metric);
        json.WriteString("kind", difference.Kind switch
        {
            DifferenceKind.OnlyInFirst => "only_in_first",
            DifferenceKind.OnlyInSecond => "only_in_second",
            _ => "changed",
        });
        Write(json, "first", difference.First);
        Write(json, "second", difference.Second);
        Write(json, "change", difference.Change);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ScoreValue? value)
    {
        switch (value)
        {
            case ScoreValue.Text text:
                json.WriteString(name, text.Value);
                break;
            case ScoreValue.Switch state:
                json.WriteBoolean(name, state.Value);
                break;
            default:
                Write(json, name, ScoreNumbers.Of(value));
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case { } number when double.IsFinite(number):
                json.WriteNumber(name, number);
                break;
            default:
                json.WriteString(name, double.IsNaN(value.Value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
                break;
        }
    }

    private static void WriteMeans(Utf8JsonWriter json, (ScoreSummary First, ScoreSummary Second)? means)
    {
        if (means is not var (first, second))
        {
            json.WriteNull("means");
            return;
        }

        json.WriteStartObject("means");
        foreach (var (name, one, two) in new[] { ("task", first.MeanTask, second.MeanTask), ("task_type", first.MeanTaskType, second.MeanTaskType) })
        {
            json.WriteStartObject(name);
            Write(json, "first", one);
            Write(json, "second", two);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
