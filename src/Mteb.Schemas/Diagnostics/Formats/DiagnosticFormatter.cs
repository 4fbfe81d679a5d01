namespace Mteb.Schemas.Diagnostics.Formats;

/// <summary>Writes diagnostics. The same diagnostics give the same text, whatever culture is set; those with severity none are left out.</summary>
public static class DiagnosticFormatter
{
    /// <summary>Writes diagnostics in a format.</summary>
    /// <param name="format">The format.</param>
    /// <param name="diagnostics">What to write, in this order.</param>
    /// <param name="toolVersion">Version of the program, for formats that name it.</param>
    /// <returns>Text that ends with a line break; empty when a format of lines has nothing to say.</returns>
    public static string Format(DiagnosticFormat format, IReadOnlyList<Diagnostic> diagnostics, string toolVersion)
    {
        var shown = diagnostics.Where(diagnostic => diagnostic.Severity != Severity.None).ToList();
        return format switch
        {
            DiagnosticFormat.Text => TextFormat.Write(shown),
            DiagnosticFormat.Json => JsonFormat.Write(shown),
            DiagnosticFormat.MsBuild => MsBuildFormat.Write(shown),
            DiagnosticFormat.Sarif => SarifFormat.Write(shown, toolVersion),
            DiagnosticFormat.GitHub => GitHubFormat.Write(shown),
            DiagnosticFormat.JUnit => JUnitFormat.Write(shown),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format."),
        };
    }
}
