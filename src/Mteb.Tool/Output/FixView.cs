using System.Globalization;
using System.Text;
using Mteb.Schemas.Results.Repository;
using Mteb.Schemas.Text;

namespace Mteb.Tool.Output;

/// <summary>Shows what fixes change, as Git shows changes.</summary>
internal static class FixView
{
    // Nobody reads the difference of a file of megabytes.
    private const int LongestShown = 100_000;

    /// <summary>Writes the fixes to standard error.</summary>
    public static void Write(IReadOnlyList<RepositoryFix> fixes, ToolEnvironment environment)
    {
        string Shown(string path) => DiagnosticView.Shortened(path, environment.CurrentDirectory).Replace('\\', '/');
        foreach (var fix in fixes)
        {
            environment.Error.Write($"# {fix.Reason}\n");
            if (fix.NewPath is null)
            {
                environment.Error.Write($"delete {Shown(fix.Path)}\n");
            }
            else if (fix.NewPath != fix.Path)
            {
                environment.Error.Write($"rename {Shown(fix.Path)} => {Shown(fix.NewPath)}\n");
            }

            if (fix.Content is { } content)
            {
                environment.Error.Write(Difference(Shown(fix.Path), File.ReadAllBytes(fix.Path), content.Span));
            }
        }
    }

    private static string Difference(string path, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after) => before.Length > LongestShown
        ? string.Create(CultureInfo.InvariantCulture, $"rewrite {path}: {before.Length:N0} bytes => {after.Length:N0} bytes\n")
        : LineDifference.Show(path, Encoding.UTF8.GetString(before), Encoding.UTF8.GetString(after));
}
