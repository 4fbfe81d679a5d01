using Microsoft.Build.Framework;
using Mteb.Evaluation.Running;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Sdk;

/// <summary>From the items of a project to the tasks that are evaluated for them.</summary>
internal static class WantedTasks
{
    /// <summary>Plans tasks and benchmarks.</summary>
    /// <param name="items">Names, with the metadata <c>Kind</c> (<c>benchmark</c> or a task), <c>Splits</c> and <c>Subsets</c>.</param>
    /// <param name="data">The data.</param>
    /// <returns>The plans of every item, and what was noticed.</returns>
    public static (IReadOnlyList<WantedPlan> Plans, IReadOnlyList<Diagnostic> Diagnostics) Plan(IReadOnlyList<ITaskItem> items, LocalData data)
    {
        var plans = new List<WantedPlan>();
        var diagnostics = new List<Diagnostic>();
        foreach (var item in items)
        {
            var (found, noticed) = new TaskPlanner(data.Own, data.Source) { PlansWithoutData = true }.Plan(Selection(item));
            diagnostics.AddRange(noticed);
            plans.Add(new WantedPlan(item.ItemSpec, found));
        }

        return (plans, diagnostics);
    }

    private static RunSelection Selection(ITaskItem item)
    {
        var isBenchmark = item.GetMetadata("Kind") == "benchmark";
        return new RunSelection
        {
            Tasks = isBenchmark ? [] : [item.ItemSpec],
            Benchmarks = isBenchmark ? [item.ItemSpec] : [],
            EvalSplits = List(item.GetMetadata("Splits")),
            Subsets = List(item.GetMetadata("Subsets")),
        };
    }

    private static string[] List(string text) => text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>What an item of a project asks for.</summary>
/// <param name="Name">The name of the task or benchmark.</param>
/// <param name="Plans">Its tasks.</param>
internal readonly record struct WantedPlan(string Name, IReadOnlyList<TaskPlan> Plans);
