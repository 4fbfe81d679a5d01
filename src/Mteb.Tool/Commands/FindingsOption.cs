using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Formats;
using Mteb.Tool.Output;
using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>The option <c>--output</c> of verbs whose outcome is findings, and what it does.</summary>
internal static class FindingsOption
{
    /// <summary>The option.</summary>
    public static readonly OptionSpec Output = new("--output", ValueCount.One, "How findings are shown: as text on standard error, or in a form for programs on standard output.")
    {
        Choices = ["text", "json", "msbuild", "sarif", "github", "junit"],
        Default = "text",
        Group = "Output",
    };

    /// <summary>Shows findings in the form that was asked for.</summary>
    /// <param name="findings">What was found. Files below the current directory are named relative to it, with '/' between folders.</param>
    /// <param name="values">The options.</param>
    /// <param name="environment">The surroundings.</param>
    /// <param name="view">Where text goes.</param>
    public static void Show(IReadOnlyList<Diagnostic> findings, OptionValues values, ToolEnvironment environment, DiagnosticView view)
    {
        DiagnosticFormat? chosen = values.Text(Output) switch
        {
            "json" => DiagnosticFormat.Json,
            "msbuild" => DiagnosticFormat.MsBuild,
            "sarif" => DiagnosticFormat.Sarif,
            "github" => DiagnosticFormat.GitHub,
            "junit" => DiagnosticFormat.JUnit,
            _ => null,
        };
        if (chosen is not { } format)
        {
            view.Write(findings);
            return;
        }

        var placed = findings.Select(finding => finding.Place.File is not { } file ? finding
            : finding with { Place = finding.Place with { File = DiagnosticView.Shortened(file, environment.CurrentDirectory).Replace('\\', '/') } });
        environment.Print(DiagnosticFormatter.Format(format, [.. placed], ToolVersion.Text));
    }
}
