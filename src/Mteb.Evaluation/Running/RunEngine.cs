using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Running;

/// <summary>Runs tasks, one after another.</summary>
/// <param name="context">What the run works with.</param>
/// <param name="observer">Hears how it goes.</param>
public sealed class RunEngine(RunContext context, IRunObserver observer)
{
    /// <summary>Runs the tasks in the order given. One that fails does not stop the others.</summary>
    /// <param name="plans">What is asked for.</param>
    /// <param name="cancellationToken">Stops the run; subsets that were finished are saved.</param>
    /// <returns>One run a task; fewer when it was cancelled.</returns>
    public Task<IReadOnlyList<TaskRun>> RunAsync(IReadOnlyList<TaskPlan> plans, CancellationToken cancellationToken) =>
        RunAsync(plans, _ => context.Strategy, cancellationToken);

    /// <summary>Runs the tasks in the order given, each with a strategy of its own.</summary>
    /// <inheritdoc cref="RunAsync(IReadOnlyList{TaskPlan}, CancellationToken)"/>
    /// <param name="plans">What is asked for.</param>
    /// <param name="strategy">What happens to the result of a task that is there.</param>
    /// <param name="cancellationToken">Stops the run; subsets that were finished are saved.</param>
    public async Task<IReadOnlyList<TaskRun>> RunAsync(
        IReadOnlyList<TaskPlan> plans, Func<TaskPlan, OverwriteStrategy> strategy, CancellationToken cancellationToken)
    {
        var runs = new List<TaskRun>(plans.Count);
        for (var i = 0; i < plans.Count && !cancellationToken.IsCancellationRequested; i++)
        {
            observer.TaskStarted(plans[i], i + 1, plans.Count);
            if (await RunOneAsync(context with { Strategy = strategy(plans[i]) }, plans[i], i + 1, plans.Count, runs, cancellationToken) is { } run)
            {
                foreach (var diagnostic in run.Diagnostics)
                {
                    observer.Noticed(diagnostic);
                }

                observer.TaskFinished(run);
                runs.Add(run);
            }
        }

        return runs;
    }

    /// <summary>Whether texts will be encoded: whether a result is missing or not complete, and may be made.</summary>
    /// <param name="plans">What is asked for.</param>
    public bool HasWork(IReadOnlyList<TaskPlan> plans) =>
        plans.Any(plan => plan.Task.AggregateOf.Count == 0 && new TaskRunner(context, plan, progress: null).HasWork());

    private async Task<TaskRun?> RunOneAsync(
        RunContext taskContext, TaskPlan plan, int index, int count, IReadOnlyList<TaskRun> before, CancellationToken cancellationToken)
    {
        var start = taskContext.Clock.GetTimestamp();
        try
        {
            void Report(PhaseProgress phase) => observer.Progressed(new RunProgress(
                plan.Task.Name,
                index,
                count,
                phase.Split,
                phase.Subset,
                phase.Name,
                phase.Encoding.Done,
                phase.Encoding.Total,
                phase.TokensPerSecond,
                phase.Elapsed,
                phase.Remaining));
            if (plan.Task.AggregateOf.Count > 0)
            {
                return new AggregateRunner(taskContext, plan).Run(before);
            }

            return await new TaskRunner(taskContext, plan, Report).RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
#pragma warning disable CA1031 // One task's fault, even one of ours, must not stop the others; it is reported with its code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var diagnostic = InternalCodes.Unexpected.Here(
                $"{plan.Task.Name} ended by a fault of this program: {exception.GetType().Name}: {exception.Message}",
                "Please report it, with the command and what 'MTEB_DEBUG=1' adds to the output.");
            return new TaskRun(plan, TaskRunState.Failed, null, null, EncodingTotals.None, taskContext.Clock.GetElapsedTime(start), [diagnostic]);
        }
    }
}
