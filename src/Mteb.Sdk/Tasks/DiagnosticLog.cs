using System.Text;
using Microsoft.Build.Utilities;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Files;

namespace Mteb.Sdk;

/// <summary>Shows diagnostics as MSBuild shows those of compilers, and keeps warnings for builds that have nothing to do.</summary>
/// <param name="log">MSBuild's log of a task.</param>
internal sealed class DiagnosticLog(TaskLoggingHelper log)
{
    private readonly List<Diagnostic> _warnings = [];

    /// <summary>Shows a diagnostic; a suggestion is a message of low importance.</summary>
    public void Write(Diagnostic diagnostic)
    {
        var (file, line, column) = (diagnostic.Place.File, diagnostic.Place.Line, diagnostic.Place.Column);
        var text = Text(diagnostic);
        switch (diagnostic.Severity)
        {
            case Severity.Error:
                log.LogError(null, diagnostic.Code, null, null, file, line, column, 0, 0, "{0}", text);
                break;
            case Severity.Warning:
                log.LogWarning(null, diagnostic.Code, null, null, file, line, column, 0, 0, "{0}", text);
                _warnings.Add(diagnostic);
                break;
            case Severity.Suggestion:
                log.LogMessage(null, diagnostic.Code, null, file, line, column, 0, 0, Microsoft.Build.Framework.MessageImportance.Low, "{0}", text);
                break;
        }
    }

    /// <summary>Shows diagnostics.</summary>
    public void Write(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            Write(diagnostic);
        }
    }

    /// <summary>Writes the warnings that were shown, a line each.</summary>
    /// <param name="path">Full path of the file.</param>
    public void Keep(string path) => AtomicFile.Write(path, Encoding.UTF8.GetBytes(string.Concat(_warnings.Select(warning => Line(warning) + "\n"))));

    /// <summary>A warning as a line, for the targets to show it again: code, place and text between bars.</summary>
    public static string Line(Diagnostic warning) => $"{warning.Code}|{Clean(warning.Place.File ?? "")}|{Clean(Text(warning))}";

    private static string Text(Diagnostic diagnostic) => diagnostic.Remedy.Length == 0 ? diagnostic.Message : $"{diagnostic.Message} {diagnostic.Remedy}";

    // Bars separate fields, semicolons items.
    private static string Clean(string text) => text.Replace('|', '/').Replace(';', ',').ReplaceLineEndings(" ");
}
