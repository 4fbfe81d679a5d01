using Mteb.Evaluation.Running;
using Mteb.Schemas.Cards.Generation;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results;
using Mteb.Tool.Output;

namespace Mteb.Tool.Commands;

/// <summary>Turns what came of a run into what is shown.</summary>
internal static class RunReportBuilder
{
    /// <summary>Builds the report.</summary>
    /// <param name="model">Whose results they are.</param>
    /// <param name="store">Where they lie.</param>
    /// <param name="runs">One a task.</param>
    /// <param name="benchmarks">The benchmarks that were asked for, by name.</param>
    /// <param name="hasErrors">Whether something that was asked for could not even be begun.</param>
    public static RunReport Build(ModelIdentity model, ResultStore store, IReadOnlyList<TaskRun> runs, IReadOnlyList<string> benchmarks, bool hasErrors) => new()
    {
        Model = model.Name,
        Revision = model.Revision,
        ResultFolder = store.Folder,
        Rows = [.. runs.SelectMany(Rows)],
        Benchmarks = [.. benchmarks.Select(BenchmarkCatalogue.Find).OfType<BenchmarkFacts>().Select(benchmark => Means(benchmark, store, runs))],
        ExitCode = hasErrors || runs.Any(run => run.State == TaskRunState.Failed) ? ExitCode.Input : ExitCode.Ok,
    };

    /// <summary>That the means of a benchmark are open, and why; null when they are not.</summary>
    public static Diagnostic? Incomplete(BenchmarkMeans means)
    {
        if (means.Missing.Count == 0)
        {
            return null;
        }

        return RunCodes.BenchmarkIncomplete.Here(
            $"Means of {means.Benchmark} stay open: {means.Missing.Count} of {means.Tasks} tasks have no complete score: {NameList.Of(means.Missing)}.",
            "Evaluate these tasks with the same output folder.");
    }

    // Results of former runs count too: a benchmark is often evaluated in several goes.
    private static BenchmarkMeans Means(BenchmarkFacts benchmark, ResultStore store, IReadOnlyList<TaskRun> runs)
    {
        var fresh = runs.Where(run => run.Result is not null).ToDictionary(run => run.Plan.Task.Name, run => run.Result!, StringComparer.Ordinal);
        var results = benchmark.Tasks.Select(task => fresh.GetValueOrDefault(task) ?? store.Read(task).Value).OfType<TaskResult>();
        var summary = ScoreSummary.Of(results, benchmark);
        return new BenchmarkMeans(
            benchmark.Name,
            summary.Tasks.Count,
            [.. summary.Tasks.Where(task => task.Score is null).Select(task => task.Task)],
            summary.MeanTask,
            summary.MeanTaskType,
            [.. summary.Types.Select(type => new TypeMean(type.Type, type.Count, type.Mean))]);
    }

    private static IEnumerable<RunReportRow> Rows(TaskRun run)
    {
        var task = run.Plan.Task;
        var seconds = run.State == TaskRunState.Cached ? (double?)null : run.Elapsed.TotalSeconds;
        var scored = run.Plan.Cells
            .Select(cell => (cell.Split, Entry: run.Result?.Find(cell.Split, cell.Subset.Name)))
            .Where(cell => cell.Entry is not null)
            .ToList();
        foreach (var (split, entry) in scored)
        {
            yield return new RunReportRow(task.Name, task.Type, split, entry!.Subset, task.MainScore, Score(entry.MainScore), State(run))
            {
                Path = run.Path,
                TruncatedShare = run.Encoding.Texts == 0 ? null : run.Encoding.TruncatedShare,
                Seconds = seconds,
            };
        }

        if (run.State == TaskRunState.Failed)
        {
            yield return new RunReportRow(task.Name, task.Type, null, null, task.MainScore, null, RunState.Failed) { Seconds = seconds };
        }
    }

    private static RunState State(TaskRun run) =>
        run.State == TaskRunState.Cached ? RunState.Cached
        : run.State == TaskRunState.Failed || run.Plan.IsPartial ? RunState.Partial
        : RunState.Done;

    private static double? Score(ScoreValue value) => value switch
    {
        ScoreValue.Number number => number.Value,
        ScoreValue.NumpyNumber number => number.Value,
        ScoreValue.WholeNumber number => number.Value,
        _ => null,
    };
}
