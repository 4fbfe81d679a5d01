namespace Mteb.Schemas.Diagnostics.Formats;

/// <summary>The line that MSBuild and editors recognise: <c>file(line,column): error CODE: message</c>.</summary>
internal static class MsBuildFormat
{
    public static string Write(IReadOnlyList<Diagnostic> diagnostics) => string.Concat(diagnostics.Select(diagnostic => Line(diagnostic) + "\n"));

    public static string Line(Diagnostic diagnostic) =>
        $"{Words.Origin(diagnostic.Place)}: {Words.Of(diagnostic.Severity)} {diagnostic.Code}: {Words.OneLine(diagnostic.Message)}";
}
