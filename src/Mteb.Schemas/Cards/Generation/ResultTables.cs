using System.Globalization;
using System.Text;

namespace Mteb.Schemas.Cards.Generation;

/// <summary>Writes scores as Markdown tables: means by task type, then every task. Scores are percentages with two decimals.</summary>
public static class ResultTables
{
    /// <summary>The tables.</summary>
    /// <param name="summaries">One for each benchmark, or one for all results.</param>
    /// <param name="chart">Path of a chart beside the card; null for none.</param>
    public static string Render(IReadOnlyList<ScoreSummary> summaries, string? chart = null)
    {
        var text = new StringBuilder();
        foreach (var summary in summaries)
        {
            text.Append(CultureInfo.InvariantCulture, $"### {summary.Title ?? "MTEB results"}\n\n");
            Means(text, summary);
            text.Append('\n');
            Tasks(text, summary);
            text.Append('\n');
        }

        if (chart is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"![Mean scores by task type]({chart})\n");
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>A score as a percentage; a dash when there is none.</summary>
    internal static string Percent(double? score) => score is { } value ? (value * 100).ToString("F2", CultureInfo.InvariantCulture) : "–";

    private static void Means(StringBuilder text, ScoreSummary summary)
    {
        text.Append("| Task type | Tasks | Mean |\n|---|---:|---:|\n");
        foreach (var (type, mean, count) in summary.Types)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {type} | {count} | {Percent(mean)} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"| **Mean (Task)** | {summary.Tasks.Count} | **{Percent(summary.MeanTask)}** |\n");
        text.Append(CultureInfo.InvariantCulture, $"| **Mean (TaskType)** | | **{Percent(summary.MeanTaskType)}** |\n");
    }

    private static void Tasks(StringBuilder text, ScoreSummary summary)
    {
        text.Append("| Task | Type | Main score |\n|---|---|---:|\n");
        foreach (var task in summary.Types.SelectMany(type => summary.Tasks.Where(task => task.Type == type.Type).OrderBy(task => task.Task, StringComparer.Ordinal)))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {task.Task} | {task.Type} | {Percent(task.Score)} |\n");
        }
    }
}
