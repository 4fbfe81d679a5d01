using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Running;

/// <summary>What is to be evaluated of one task.</summary>
/// <param name="Task">The facts of the task.</param>
/// <param name="Splits">Splits, in the order of the task.</param>
/// <param name="Subsets">Subsets, in the order of the task.</param>
public sealed record TaskPlan(TaskFacts Task, IReadOnlyList<string> Splits, IReadOnlyList<SubsetFacts> Subsets)
{
    /// <summary>Why the data cannot be read; empty where they are there. Nothing can be evaluated without them, and a result that is there may still hold.</summary>
    public IReadOnlyList<Diagnostic> MissingData { get; init; } = [];

    /// <summary>Whether splits or subsets of the task are left out.</summary>
    public bool IsPartial => Splits.Count < Task.EvalSplits.Count || Subsets.Count < Task.Subsets.Count;

    /// <summary>Everything that must be scored, in the order in which mteb scores it: split by split.</summary>
    public IEnumerable<(string Split, SubsetFacts Subset)> Cells =>
        from split in Splits
        from subset in Subsets
        select (split, subset);
}
