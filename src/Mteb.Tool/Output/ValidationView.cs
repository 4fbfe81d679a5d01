using System.Globalization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Tool.Output;

/// <summary>Shows what was found in result files: faults one by one, suggestions as one line a code, then the verdicts.</summary>
internal static class ValidationView
{
    /// <summary>Writes it: findings to standard error, the verdicts to standard output.</summary>
    /// <param name="reports">What was found.</param>
    /// <param name="verbose">Whether suggestions are listed one by one too.</param>
    /// <param name="environment">The surroundings.</param>
    public static void Write(IReadOnlyList<FileReport> reports, bool verbose, ToolEnvironment environment)
    {
        var view = DiagnosticView.OfUsage(environment);
        var found = reports.SelectMany(report => report.Diagnostics).ToList();
        view.Write(verbose ? found : found.Where(diagnostic => diagnostic.Severity != Severity.Suggestion));
        if (!verbose)
        {
            foreach (var code in found.Where(diagnostic => diagnostic.Severity == Severity.Suggestion).GroupBy(diagnostic => diagnostic.Descriptor).OrderBy(group => group.Key.Code, StringComparer.Ordinal))
            {
                view.Write([Summary(code.Key, [.. code])]);
            }
        }

        environment.Print(Verdicts(reports));
    }

    private static Diagnostic Summary(DiagnosticDescriptor descriptor, List<Diagnostic> found)
    {
        var files = found.Select(diagnostic => diagnostic.Place.File).Distinct(StringComparer.Ordinal).Count();
        return found.Count == 1
            ? found[0]
            : new Diagnostic(descriptor, Severity.Suggestion, $"{descriptor.Title}: {Count(found.Count, "place")} in {Count(files, "file")}, this the first. '--verbose' lists them, 'mteb explain {descriptor.Code}' says more.", "", found[0].Place);
    }

    private static string Verdicts(IReadOnlyList<FileReport> reports)
    {
        var verdicts = Enum.GetValues<Verdict>()
            .Select(verdict => (Word: verdict.ToString().ToLowerInvariant(), Count: reports.Count(report => report.Verdict == verdict)))
            .Where(verdict => verdict.Count > 0)
            .Select(verdict => string.Create(CultureInfo.InvariantCulture, $"{verdict.Count} {verdict.Word}"));
        return $"{Count(reports.Count, "file")}{(reports.Count == 0 ? "" : $": {string.Join(", ", verdicts)}")}\n";
    }

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
