using System.Globalization;

namespace Mteb.Tool.Output;

/// <summary>The main scores of a run as a table.</summary>
internal static class ResultTable
{
    /// <summary>Renders the report; the text ends with a line feed.</summary>
    public static string Render(RunReport report)
    {
        var table = new TextTable(
            ("Task", Align.Left), ("Type", Align.Left), ("Split", Align.Left), ("Subset", Align.Left), ("Metric", Align.Left),
            ("Score", Align.Right), ("State", Align.Left), ("Truncated", Align.Right), ("Time", Align.Right));
        foreach (var row in report.Rows)
        {
            table.Add(
                row.Task, row.Type, row.Split ?? "-", row.Subset ?? "-", row.Metric ?? "-",
                Score(row.MainScore), Word(row.State), Share(row.TruncatedShare), row.Seconds is { } seconds ? Durations.Units(seconds) : "-");
        }

        var heading = report.Revision is null ? $"Model {report.Model}" : $"Model {report.Model}, revision {report.Revision}";
        var ending = report.ResultFolder is null ? "" : $"\nResults: {report.ResultFolder}\n";
        return $"{heading}\n\n{table}{BenchmarkMeans.Render(report.Benchmarks)}{ending}";
    }

    /// <summary>The state as a word, in the table and in JSON.</summary>
    public static string Word(RunState state) => state switch
    {
        RunState.Done => "done",
        RunState.Cached => "cached",
        RunState.Failed => "failed",
        RunState.Partial => "partial",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>A score with six decimals; a dash when there is none.</summary>
    public static string Score(double? score) => score switch
    {
        null => "-",
        { } number when double.IsNaN(number) => "NaN",
        { } number => number.ToString("F6", CultureInfo.InvariantCulture),
    };

    // A share that is not nothing must not look like nothing.
    private static string Share(double? share) => share switch
    {
        null => "-",
        > 0 and < 0.0005 => "<0.1 %",
        { } number => string.Create(CultureInfo.InvariantCulture, $"{100 * number:F1} %"),
    };
}
