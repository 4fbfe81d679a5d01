using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Running;

/// <summary>Hears how a run goes. Called from the thread that works, in order; must return quickly and never throw.</summary>
public interface IRunObserver
{
    /// <summary>The work on a task begins.</summary>
    void TaskStarted(TaskPlan plan, int index, int count);

    /// <summary>The work goes on.</summary>
    void Progressed(RunProgress progress);

    /// <summary>The work on a task ended.</summary>
    void TaskFinished(TaskRun run);

    /// <summary>Something was noticed.</summary>
    void Noticed(Diagnostic diagnostic);
}

/// <summary>How far a run is.</summary>
/// <param name="Task">Name of the task at hand.</param>
/// <param name="TaskIndex">Its number in the run, from 1.</param>
/// <param name="TaskCount">How many tasks the run has.</param>
/// <param name="Split">The split at hand.</param>
/// <param name="Subset">The subset at hand.</param>
/// <param name="Phase">What is being done, such as <c>Encoding queries</c>.</param>
/// <param name="Done">Texts done in this phase; 0 where a phase has no texts.</param>
/// <param name="Total">Texts of this phase; 0 where a phase has no texts.</param>
/// <param name="TokensPerSecond">Speed in this phase; null before anything is done.</param>
/// <param name="Elapsed">Time since the phase began.</param>
/// <param name="Remaining">Estimate of the time until the phase ends, by tokens; null before anything is done.</param>
public sealed record RunProgress(
    string Task,
    int TaskIndex,
    int TaskCount,
    string Split,
    string Subset,
    string Phase,
    int Done,
    int Total,
    double? TokensPerSecond,
    TimeSpan Elapsed,
    TimeSpan? Remaining);
