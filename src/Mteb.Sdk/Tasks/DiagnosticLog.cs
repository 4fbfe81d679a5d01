using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Files;
using Mteb.Sdk.Evaluator;

namespace Mteb.Sdk;

/// <summary>Shows diagnostics as MSBuild shows those of compilers, and keeps warnings for builds that have nothing to do.</summary>
/// <param name="log">MSBuild's log of a task.</param>
internal sealed class DiagnosticLog(TaskLoggingHelper log)
{
    private readonly List<BuildMessage> _warnings = [];

    /// <summary>Shows a diagnostic; a suggestion is a message of low importance.</summary>
    public void Write(Diagnostic diagnostic) => Write(BuildMessage.Of(diagnostic));

    /// <summary>Shows diagnostics.</summary>
    public void Write(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            Write(diagnostic);
        }
    }

    /// <summary>Shows a message.</summary>
    public void Write(BuildMessage message)
    {
        var (file, line, column) = (message.File, message.Line, message.Column);
        switch (message.Kind)
        {
            case MessageKind.Error:
                log.LogError(null, message.Code, null, null, file, line, column, 0, 0, "{0}", message.Text);
                break;
            case MessageKind.Warning:
                log.LogWarning(null, message.Code, null, null, file, line, column, 0, 0, "{0}", message.Text);
                _warnings.Add(message);
                break;
            case MessageKind.Suggestion:
                log.LogMessage(null, message.Code, null, file, line, column, 0, 0, MessageImportance.Low, "{0}", message.Text);
                break;
            case MessageKind.Notice:
                log.LogMessage(MessageImportance.High, "{0}", message.Text);
                break;
        }
    }

    /// <summary>Writes the warnings that were shown, a line each.</summary>
    /// <param name="path">Full path of the file.</param>
    public void Keep(string path) => AtomicFile.Write(path, Encoding.UTF8.GetBytes(string.Concat(_warnings.Select(warning => warning.ToKeptLine() + "\n"))));
}
