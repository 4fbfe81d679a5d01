using System.Globalization;
using System.Text;

namespace Mteb.Schemas.Diagnostics.Formats;

/// <summary>Annotations of GitHub Actions: <c>::error file=a.json,line=1,col=2,title=...::message</c>.</summary>
internal static class GitHubFormat
{
    public static string Write(IReadOnlyList<Diagnostic> diagnostics)
    {
        var text = new StringBuilder();
        foreach (var diagnostic in diagnostics)
        {
            text.Append("::").Append(Level(diagnostic.Severity)).Append(' ');
            foreach (var (name, value) in Properties(diagnostic))
            {
                text.Append(name).Append('=').Append(EscapeProperty(value)).Append(',');
            }

            text.Length--;
            text.Append("::").Append(Escape($"{diagnostic.Message}\n{diagnostic.Remedy}")).Append('\n');
        }

        return text.ToString();
    }

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "notice",
    };

    private static IEnumerable<(string Name, string Value)> Properties(Diagnostic diagnostic)
    {
        var (file, line, column) = diagnostic.Place;
        if (file is not null)
        {
            yield return ("file", file);
            if (line > 0)
            {
                yield return ("line", line.ToString(CultureInfo.InvariantCulture));
            }

            if (line > 0 && column > 0)
            {
                yield return ("col", column.ToString(CultureInfo.InvariantCulture));
            }
        }

        yield return ("title", $"{diagnostic.Code} {diagnostic.Descriptor.Title}");
    }

    private static string Escape(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string EscapeProperty(string text) => Escape(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
