using System.Globalization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results.Comparison;
using Mteb.Tool.Output;
using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>The verb <c>diff</c>: compares results.</summary>
internal static class DiffVerb
{
    /// <summary>The verb's definition.</summary>
    public static VerbSpec Create() => new("diff", "Compares results by task, split, subset and metric.", (values, environment) => Task.FromResult(Execute(values, environment)))
    {
        Argument = "path",
        ArgumentMeaning = "Two result files, or two folders of results.",
        Options = [DiffOptions.Tolerance, DiffOptions.RelativeTolerance, DiffOptions.Metrics, DiffOptions.Format],
        Remarks =
        [
            "Results of every generation can be compared. Where a folder holds several revisions of a model, one is chosen for each task as mteb chooses when it joins revisions. The means are those of the tasks that both sides have.",
            "The command ends with 1 when something differs.",
        ],
        Examples =
        [
            new("mteb diff old/STS12.json new/STS12.json", "Compares two files."),
            new("mteb diff results/my-org__my-model/v1 results/my-org__my-model/v2 --tolerance 0.001 --metrics main", "Shows main scores that moved by more than a tenth of a percent point."),
            new("mteb diff results reference --output json", "Compares two folders, for programs."),
        ],
    };

    private static ExitCode Execute(OptionValues values, ToolEnvironment environment)
    {
        var view = DiagnosticView.OfUsage(environment);
        view.Write(values.Notices);
        var tolerance = Limits(values);
        if (values.Arguments.ToArray() is not [var first, var second] || !tolerance.Succeeded)
        {
            view.Write(tolerance.Succeeded
                ? [values.Arguments.Count < 2
                    ? OptionCodes.MissingValue.Here("'mteb diff' needs two files or folders.", "Name two result files, or two folders of results.")
                    : OptionCodes.UnexpectedArgument.Here($"'mteb diff' compares two paths, not {values.Arguments.Count}.", "Name two result files, or two folders of results.")]
                : tolerance.Diagnostics);
            return ExitCode.Usage;
        }

        var (ours, theirs) = (Read(first, environment), Read(second, environment));
        view.Write([.. ours.Diagnostics, .. theirs.Diagnostics]);
        if (!ours.Succeeded || !theirs.Succeeded)
        {
            return ExitCode.Input;
        }

        var metrics = values.Text(DiffOptions.Metrics) == "main" ? ComparedMetrics.Main : ComparedMetrics.All;
        var report = DiffReport.Of(new DiffSides(first, ours.Value, second, theirs.Value), tolerance.Value, metrics);
        view.Write(report.Notes);
        environment.Print(values.Text(DiffOptions.Format) == "json" ? DiffJson.Of(report) : DiffView.Of(report));
        return report.Differences.Count > 0 ? ExitCode.Findings : ExitCode.Ok;
    }

    private static Outcome<Tolerance> Limits(OptionValues values)
    {
        var limits = new double[2];
        foreach (var (option, index) in new[] { (DiffOptions.Tolerance, 0), (DiffOptions.RelativeTolerance, 1) })
        {
            if (values.Text(option) is { } text
                && !(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out limits[index]) && limits[index] >= 0 && double.IsFinite(limits[index])))
            {
                return OptionCodes.UnusableValue.Here($"'{text}' is no value for '{option.Name}'.", "Write a number from 0, such as 0.001.");
            }
        }

        return new Tolerance(limits[0], limits[1]);
    }

    /// <summary>The results of one side, one a task, with what cannot be read as diagnostics.</summary>
    private static Outcome<IReadOnlyList<RunResult>> Read(string path, ToolEnvironment environment)
    {
        var files = ResultArguments.Find([path], environment);
        if (!files.Succeeded)
        {
            return files.FailedAs<IReadOnlyList<RunResult>>();
        }

        var results = new List<RunResult>();
        var diagnostics = new List<Diagnostic>();
        foreach (var file in files.Value)
        {
            var read = ResultArguments.Read(file);
            diagnostics.AddRange(read.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error));
            if (read.Succeeded)
            {
                results.Add(RunResult.At(file.Path, read.Value));
            }
        }

        return diagnostics.Count > 0 ? Outcome.Failure<IReadOnlyList<RunResult>>(diagnostics) : Outcome.Success(RevisionChoice.Choose(results), []);
    }
}
