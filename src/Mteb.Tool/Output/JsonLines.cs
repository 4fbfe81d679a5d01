using System.Text;
using System.Text.Json;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Tool.Output;

/// <summary>JSON lines with texts in, JSON lines out: what the verbs that read them share.</summary>
internal static class JsonLines
{
    /// <summary>What diagnostics call standard input.</summary>
    public const string StandardInput = "(standard input)";

    /// <summary>That a source of lines is no UTF-8.</summary>
    public static Diagnostic NotUtf8(string source) =>
        TokenizerCodes.BadLine.At(new(source), $"{(source == StandardInput ? "Standard input" : "The file")} is no valid UTF-8.", "Save the lines as UTF-8.");

    /// <summary>Where in a line of JSON the parser stopped, as a column from 1.</summary>
    public static int ColumnOf(string line, JsonException exception) => ColumnOf(line, exception.BytePositionInLine ?? 0);

    /// <summary>The column, from 1, of a byte of the line in UTF-8.</summary>
    public static int ColumnOf(string line, long offset)
    {
        var utf8 = Encoding.UTF8.GetBytes(line);
        return Encoding.UTF8.GetCharCount(utf8.AsSpan(0, (int)Math.Min(offset, utf8.Length))) + 1;
    }

    /// <summary>One object as a line.</summary>
    public static string Write<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            write(writer, value);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length)) + "\n";
    }

    /// <summary>What stands in the place of a result that could not be had, so that lines stay side by side.</summary>
    public static void WriteProblem(Utf8JsonWriter writer, Diagnostic problem)
    {
        writer.WriteStartObject("error");
        writer.WriteString("code", problem.Code);
        writer.WriteNumber("line", problem.Place.Line);
        writer.WriteString("message", problem.Message);
        writer.WriteEndObject();
    }
}
