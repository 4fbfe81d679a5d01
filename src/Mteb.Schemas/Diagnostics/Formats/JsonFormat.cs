using System.Text.Json;

namespace Mteb.Schemas.Diagnostics.Formats;

/// <summary>One JSON document; <c>schema</c> says which version of this form it has.</summary>
internal static class JsonFormat
{
    private const string Schema = "mteb-diagnostics/1";

    public static string Write(IReadOnlyList<Diagnostic> diagnostics) => JsonDocumentText.Write(writer =>
    {
        writer.WriteString("schema", Schema);
        writer.WriteStartObject("counts");
        writer.WriteNumber("error", Count(diagnostics, Severity.Error));
        writer.WriteNumber("warning", Count(diagnostics, Severity.Warning));
        writer.WriteNumber("suggestion", Count(diagnostics, Severity.Suggestion));
        writer.WriteEndObject();
        writer.WriteStartArray("diagnostics");
        foreach (var diagnostic in diagnostics)
        {
            WriteOne(writer, diagnostic, withFile: true, path: null);
        }

        writer.WriteEndArray();
    });

    private static int Count(IReadOnlyList<Diagnostic> diagnostics, Severity severity) =>
        diagnostics.Count(diagnostic => diagnostic.Severity == severity);

    /// <summary>Writes a diagnostic.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="withFile">Whether its file is named; false where what surrounds it names the file.</param>
    /// <param name="path">How a path is written; null for as it is.</param>
    public static void WriteOne(Utf8JsonWriter writer, Diagnostic diagnostic, bool withFile, Func<string, string>? path)
    {
        writer.WriteStartObject();
        writer.WriteString("code", diagnostic.Code);
        if (diagnostic.Descriptor.Rule is { } rule)
        {
            writer.WriteString("rule", rule);
        }

        writer.WriteString("severity", Word(diagnostic.Severity));
        writer.WriteString("title", diagnostic.Descriptor.Title);
        writer.WriteString("message", diagnostic.Message);
        writer.WriteString("remedy", diagnostic.Remedy);
        if (withFile)
        {
            writer.WriteString("file", path is null || diagnostic.Place.File is null ? diagnostic.Place.File : path(diagnostic.Place.File));
        }

        WritePosition(writer, "line", diagnostic.Place.Line);
        WritePosition(writer, "column", diagnostic.Place.Column);
        writer.WriteString("help", diagnostic.Descriptor.HelpPage);
        writer.WriteEndObject();
    }

    private static string Word(Severity severity) => severity switch
    {
        Severity.None => "none",
        Severity.Suggestion => "suggestion",
        Severity.Warning => "warning",
        _ => "error",
    };

    private static void WritePosition(Utf8JsonWriter writer, string name, int value)
    {
        if (value > 0)
        {
            writer.WriteNumber(name, value);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
