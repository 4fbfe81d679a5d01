using System.Text.Json;

namespace Mteb.Schemas.Diagnostics.Formats;

/// <summary>A SARIF 2.1.0 log with one run; its rules are the codes that occur.</summary>
internal static class SarifFormat
{
    public static string Write(IReadOnlyList<Diagnostic> diagnostics, string toolVersion) => JsonDocumentText.Write(writer =>
    {
        var rules = diagnostics.Select(diagnostic => diagnostic.Descriptor).DistinctBy(rule => rule.Code)
            .OrderBy(rule => rule.Code, StringComparer.Ordinal).ToList();
        writer.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        writer.WriteString("version", "2.1.0");
        writer.WriteStartArray("runs");
        writer.WriteStartObject();
        writer.WriteStartObject("tool");
        writer.WriteStartObject("driver");
        writer.WriteString("name", "mteb");
        writer.WriteString("version", toolVersion);
        writer.WriteStartArray("rules");
        rules.ForEach(rule => WriteRule(writer, rule));
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();

        // Columns of diagnostics are UTF-16 units.
        writer.WriteString("columnKind", "utf16CodeUnits");
        writer.WriteStartArray("results");
        foreach (var diagnostic in diagnostics)
        {
            WriteResult(writer, diagnostic, rules.FindIndex(rule => rule.Code == diagnostic.Code));
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
    });

    private static void WriteRule(Utf8JsonWriter writer, DiagnosticDescriptor rule)
    {
        writer.WriteStartObject();
        writer.WriteString("id", rule.Code);
        WriteText(writer, "shortDescription", rule.Title);
        WriteText(writer, "help", $"See {rule.HelpPage}.");
        writer.WriteStartObject("defaultConfiguration");
        writer.WriteString("level", Level(rule.Severity));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, Diagnostic diagnostic, int rule)
    {
        writer.WriteStartObject();
        writer.WriteString("ruleId", diagnostic.Code);
        writer.WriteNumber("ruleIndex", rule);
        writer.WriteString("level", Level(diagnostic.Severity));
        WriteText(writer, "message", $"{diagnostic.Message} {diagnostic.Remedy}");
        if (diagnostic.Place.File is { } file)
        {
            writer.WriteStartArray("locations");
            writer.WriteStartObject();
            writer.WriteStartObject("physicalLocation");
            writer.WriteStartObject("artifactLocation");
            writer.WriteString("uri", Address(file));
            writer.WriteEndObject();
            WriteRegion(writer, diagnostic.Place);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteRegion(Utf8JsonWriter writer, SourcePlace place)
    {
        if (place.Line == 0)
        {
            return;
        }

        writer.WriteStartObject("region");
        writer.WriteNumber("startLine", place.Line);
        if (place.Column > 0)
        {
            writer.WriteNumber("startColumn", place.Column);
        }

        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string text)
    {
        writer.WriteStartObject(name);
        writer.WriteString("text", text);
        writer.WriteEndObject();
    }

    // A relative path becomes a relative reference, an absolute one a file address.
    private static string Address(string file)
    {
        var path = file.Replace('\\', '/');
        var escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        return path.StartsWith('/') ? "file://" + escaped
            : path.Length > 1 && path[1] == ':' ? "file:///" + path[..2] + string.Join('/', path[2..].Split('/').Select(Uri.EscapeDataString))
            : escaped;
    }

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Suggestion => "note",
        _ => "none",
    };
}
