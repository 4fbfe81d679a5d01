using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Tasks;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Running;

/// <summary>Finds out what a run would encode, by reading the data and asking for vectors that nobody computes.</summary>
public static class DryRun
{
    /// <summary>Counts.</summary>
    /// <param name="plan">What is asked for.</param>
    /// <param name="data">Where the data come from.</param>
    /// <param name="encoder">Counts instead of encoding.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The calls that an encoder would get, in order; with the reasons why a run would fail.</returns>
    public static async Task<DryRunCount> CountAsync(
        TaskPlan plan, ITaskDataSource data, CountingEncoder encoder, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (plan.Task.AggregateOf.Count > 0)
        {
            return new DryRunCount([.. plan.Cells.Select(cell => new CellCount(cell.Split, cell.Subset.Name, []))], []);
        }

        var recorder = new RecordingEncoder(encoder);
        var evaluator = TaskEvaluators.Create(new TaskContext(plan.Task, data, recorder, new PhaseRecorder(clock, null)));
        if (!evaluator.Succeeded)
        {
            return new DryRunCount([], evaluator.Diagnostics);
        }

        var cells = new List<CellCount>();
        foreach (var split in plan.Splits)
        {
            await foreach (var outcome in evaluator.Value.EvaluateAsync(split, plan.Subsets, cancellationToken))
            {
                if (!outcome.Succeeded)
                {
                    return new DryRunCount(cells, outcome.Diagnostics);
                }

                cells.Add(new CellCount(split, outcome.Value.Subset, recorder.TakeCalls()));
            }
        }

        return new DryRunCount(cells, []);
    }
}

/// <summary>What a run would encode.</summary>
/// <param name="Cells">One a split of a subset, in the order of the run.</param>
/// <param name="Diagnostics">Why it would stop; empty when it would not.</param>
public sealed record DryRunCount(IReadOnlyList<CellCount> Cells, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>What would be encoded for one split of a subset.</summary>
/// <param name="Split">The split that is scored.</param>
/// <param name="Subset">The subset.</param>
/// <param name="Calls">The calls, in order; texts to train on are among them.</param>
public sealed record CellCount(string Split, string Subset, IReadOnlyList<EncodingCall> Calls)
{
    /// <summary>Texts of all calls, equal ones counted as often as they come.</summary>
    public long Texts => Calls.Sum(call => (long)call.Statistics.Texts);
}
