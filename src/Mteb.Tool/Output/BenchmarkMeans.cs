using System.Globalization;

namespace Mteb.Tool.Output;

/// <summary>The means of one benchmark. A mean is open (null) when one of its tasks has no complete score, as mteb forms means.</summary>
/// <param name="Benchmark">The benchmark's name.</param>
/// <param name="Tasks">How many tasks it has.</param>
/// <param name="Missing">Tasks without a complete score.</param>
/// <param name="MeanTask">Mean over its tasks.</param>
/// <param name="MeanTaskType">Mean over the means of its task types.</param>
/// <param name="Types">Task types in the order of the benchmark, with their means.</param>
internal sealed record BenchmarkMeans(
    string Benchmark, int Tasks, IReadOnlyList<string> Missing, double? MeanTask, double? MeanTaskType, IReadOnlyList<TypeMean> Types)
{
    /// <summary>The means of benchmarks as a table; empty when there is none.</summary>
    public static string Render(IReadOnlyList<BenchmarkMeans> benchmarks)
    {
        if (benchmarks.Count == 0)
        {
            return "";
        }

        var table = new TextTable(("Benchmark", Align.Left), ("Mean over", Align.Left), ("Tasks", Align.Right), ("Score", Align.Right));
        foreach (var benchmark in benchmarks)
        {
            table.Add(benchmark.Benchmark, "Mean(Task)", Number(benchmark.Tasks), ResultTable.Score(benchmark.MeanTask));
            table.Add(benchmark.Benchmark, "Mean(TaskType)", Number(benchmark.Tasks), ResultTable.Score(benchmark.MeanTaskType));
            foreach (var type in benchmark.Types)
            {
                table.Add(benchmark.Benchmark, type.Type, Number(type.Tasks), ResultTable.Score(type.Mean));
            }
        }

        return $"\n{table}";
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The mean of the tasks of one type.</summary>
/// <param name="Type">The type.</param>
/// <param name="Tasks">How many tasks of the benchmark have it.</param>
/// <param name="Mean">The mean; null when it is open.</param>
internal sealed record TypeMean(string Type, int Tasks, double? Mean);
