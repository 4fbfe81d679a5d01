using System.Globalization;
using Mteb.Schemas.Catalogue;

namespace Mteb.Tool.Output;

/// <summary>Facts of the catalogue as tables for people.</summary>
internal static class CatalogueTable
{
    /// <summary>Tasks, one a line.</summary>
    public static string Of(IEnumerable<TaskFacts> tasks)
    {
        var table = new TextTable(
            ("Task", Align.Left), ("Type", Align.Left), ("Category", Align.Left), ("Subsets", Align.Right), ("Main score", Align.Left), ("Successor", Align.Left));
        foreach (var task in tasks)
        {
            table.Add(task.Name, task.Type, task.Category ?? "", Number(task.Subsets.Count), task.MainScore, task.SupersededBy ?? "");
        }

        return table.ToString();
    }

    /// <summary>Benchmarks, one a line.</summary>
    public static string Of(IEnumerable<BenchmarkFacts> benchmarks)
    {
        var table = new TextTable(("Benchmark", Align.Left), ("Title", Align.Left), ("Tasks", Align.Right), ("Modalities", Align.Left), ("Successor", Align.Left));
        foreach (var benchmark in benchmarks)
        {
            table.Add(
                benchmark.Name,
                benchmark.DisplayName ?? "",
                Number(benchmark.Tasks.Count),
                string.Join(", ", benchmark.Modalities),
                string.Join(", ", benchmark.SupersededBy));
        }

        return table.ToString();
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
