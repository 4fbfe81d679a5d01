using System.Buffers;
using System.Text;
using System.Text.Json;
using Mteb.Schemas.Diagnostics.Formats;

namespace Mteb.Schemas.Results.Validation;

/// <summary>Reports as one JSON document.</summary>
public static class ValidationJson
{
    private const string Schema = "mteb-validation/1";
    private const int ChunkLength = 512;

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
    /// <param name="path">How a path is written; it is asked from several threads.</param>
    public static void Write(Stream output, IReadOnlyList<FileReport> reports, Func<string, string> path)
    {
        var chunks = reports.Chunk(ChunkLength).Select((chunk, index) => (Reports: chunk, IsFirst: index == 0));
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
        if (reports.Count == 0)
        {
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.Flush();
        }
        else
        {
            // Chunks are put into words on all cores, and written in their order.
            writer.Flush();
            foreach (var text in chunks.AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.AutoBuffered).Select(chunk => WriteChunk(chunk.Reports, chunk.IsFirst, path)))
            {
                output.Write(text.Span);
            }

            output.Write("\n  ]\n}"u8);
        }

        output.WriteByte((byte)'\n');
    }

    // The files of a chunk as they stand in the document: the writer begins within a list of the same depth, of which a first
    // item stands for those before; that beginning is cut off again.
    private static ReadOnlyMemory<byte> WriteChunk(FileReport[] reports, bool isFirst, Func<string, string> path)
    {
        var text = new ArrayBufferWriter<byte>(ChunkLength * 512);
        using var writer = new Utf8JsonWriter(text, JsonDocumentText.Options);
        writer.WriteStartObject();
        writer.WriteStartArray("files");
        if (!isFirst)
        {
            writer.WriteNullValue();
        }

        writer.Flush();
        var beginning = text.WrittenCount;
        foreach (var report in reports)
        {
            WriteFile(writer, report, path);
        }

        writer.Flush();
        return text.WrittenMemory[beginning..];
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
