using Mteb.Evaluation.Running;
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
    /// <param name="hasErrors">Whether something that was asked for could not even be begun.</param>
    public static RunReport Build(ModelIdentity model, ResultStore store, IReadOnlyList<TaskRun> runs, bool hasErrors) => new()
    {
        Model = model.Name,
        Revision = model.Revision,
        ResultFolder = store.Folder,
        Rows = [.. runs.SelectMany(Rows)],
        ExitCode = hasErrors || runs.Any(run => run.State == TaskRunState.Failed) ? ExitCode.Input : ExitCode.Ok,
    };

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
