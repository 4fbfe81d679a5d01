using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>
/// Reads JSONL: a JSON object a line, blank lines skipped, the last of equal keys counts. Managed rather than through
/// DuckDB, for exact places in diagnostics and so that the common case loads no native library (docs/decisions/0003).
/// </summary>
internal static class JsonLinesReader
{
    private const int RowsBetweenCancellationChecks = 1024;

    /// <summary>Reads the wanted columns of a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file cannot be unpacked.</exception>
    public static Outcome<ColumnSet> Read(DataFile file, IReadOnlyList<ColumnRequest> requests, ReadContext context)
    {
        using var stream = file.Open();
        using var lines = new LineReader(stream);
        var columns = new JsonColumns(requests, context.Pool);
        var rows = 0;
        while (lines.TryRead(out var line))
        {
            if (IsBlank(line))
            {
                continue;
            }

            if (rows % RowsBetweenCancellationChecks == 0)
            {
                context.CancellationToken.ThrowIfCancellationRequested();
            }

            if (ReadRow(file, lines.Line, line, columns, isFirst: rows == 0) is { } problem)
            {
                return problem;
            }

            rows++;
        }

        return columns.Finish(file, rows);
    }

    private static Diagnostic? ReadRow(DataFile file, int number, ReadOnlySpan<byte> line, JsonColumns columns, bool isFirst)
    {
        if (!Utf8.IsValid(line))
        {
            return DataProblems.NotUtf8(At(file, number, line, InvalidOffset(line)));
        }

        var reader = new Utf8JsonReader(line);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return DataProblems.BadJson(At(file, number, line, 0), "The line is JSON, but not an object");
            }

            if (columns.Read(ref reader, isFirst) is { } problem)
            {
                return problem.At(At(file, number, line, (int)reader.TokenStartIndex));
            }

            // What follows the object is an error that only another read finds.
            reader.Read();
        }
        catch (JsonException exception)
        {
            return DataProblems.BadJson(At(file, number, line, (int)(exception.BytePositionInLine ?? 0)), Reason(exception));
        }
        catch (InvalidOperationException)
        {
            return DataProblems.BadJson(At(file, number, line, (int)reader.TokenStartIndex), "A \\u escape is half of a surrogate pair");
        }

        if (isFirst && columns.FindAbsent() is { } absent)
        {
            return DataProblems.ColumnMissing(file.Path, number, absent, columns.FirstRowNames);
        }

        return columns.EndRow(number)?.At(new SourcePlace(file.Path, number));
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(" \t\r"u8) < 0;

    // The framework adds its own place, counted in bytes.
    private static string Reason(JsonException exception)
    {
        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? exception.Message : exception.Message[..end]).TrimEnd('.', ' ');
    }

    private static SourcePlace At(DataFile file, int number, ReadOnlySpan<byte> line, int offset) =>
        new(file.Path, number, System.Text.Encoding.UTF8.GetCharCount(line[..Math.Min(offset, line.Length)]) + 1);

    private static int InvalidOffset(ReadOnlySpan<byte> line)
    {
        var offset = 0;
        while (offset < line.Length && Rune.DecodeFromUtf8(line[offset..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
        {
            offset += consumed;
        }

        return offset;
    }
}
