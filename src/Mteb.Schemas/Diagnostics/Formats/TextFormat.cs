using System.Text;

namespace Mteb.Schemas.Diagnostics.Formats;

/// <summary>For people: what is wrong and, below it, what to do about it.</summary>
internal static class TextFormat
{
    public static string Write(IReadOnlyList<Diagnostic> diagnostics)
    {
        var text = new StringBuilder();
        foreach (var diagnostic in diagnostics)
        {
            text.Append(MsBuildFormat.Line(diagnostic)).Append('\n')
                .Append("  ").Append(Words.OneLine(diagnostic.Remedy)).Append('\n');
        }

        return text.ToString();
    }
}
