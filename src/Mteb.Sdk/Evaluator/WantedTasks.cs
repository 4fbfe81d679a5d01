using Mteb.Evaluation.Running;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Sdk.Evaluator;

/// <summary>From the items of a project to the tasks that are evaluated for them.</summary>
internal static class WantedTasks
{
    /// <summary>Plans tasks and benchmarks.</summary>
    /// <param name="items">What is asked for.</param>
    /// <param name="data">The data.</param>
    /// <returns>The plans of every item, and what was noticed.</returns>
    public static (IReadOnlyList<WantedPlan> Plans, IReadOnlyList<Diagnostic> Diagnostics) Plan(IReadOnlyList<WantedItem> items, LocalData data)
    {
        var plans = new List<WantedPlan>();
        var diagnostics = new List<Diagnostic>();
        foreach (var item in items)
        {
            var (found, noticed) = new TaskPlanner(data.Own, data.Source) { PlansWithoutData = true }.Plan(Selection(item));
            diagnostics.AddRange(noticed);
            plans.Add(new WantedPlan(item.Name, found));
        }

        return (plans, diagnostics);
    }

    private static RunSelection Selection(WantedItem item) => new()
    {
        Tasks = item.IsBenchmark ? [] : [item.Name],
        Benchmarks = item.IsBenchmark ? [item.Name] : [],
        EvalSplits = item.Splits,
        Subsets = item.Subsets,
    };
}

/// <summary>What an item of a project asks for.</summary>
/// <param name="Name">The name of the task or benchmark.</param>
/// <param name="Plans">Its tasks.</param>
internal readonly record struct WantedPlan(string Name, IReadOnlyList<TaskPlan> Plans);
