using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Running;

/// <summary>What came of one task.</summary>
/// <param name="Plan">What was asked for.</param>
/// <param name="State">How it ended.</param>
/// <param name="Result">The result as it stands in the file: all of it, also what was there before; null when there is none.</param>
/// <param name="Path">Path of the result file; null when there is none.</param>
/// <param name="Encoding">What was counted while texts were encoded in this run.</param>
/// <param name="Elapsed">How long the task took in this run.</param>
/// <param name="Diagnostics">What was noticed on the way.</param>
public sealed record TaskRun(
    TaskPlan Plan,
    TaskRunState State,
    TaskResult? Result,
    string? Path,
    EncodingTotals Encoding,
    TimeSpan Elapsed,
    IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>How a task ended.</summary>
public enum TaskRunState
{
    /// <summary>Everything that was asked for was scored in this run.</summary>
    Done,

    /// <summary>The result was there already.</summary>
    Cached,

    /// <summary>Part was there already, the rest was scored in this run.</summary>
    Completed,

    /// <summary>Something went wrong; what was scored before is saved.</summary>
    Failed,
}
