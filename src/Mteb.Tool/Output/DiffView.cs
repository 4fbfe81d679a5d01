using System.Globalization;
using System.Text;
using Mteb.Schemas.Results;
using Mteb.Schemas.Results.Comparison;
using Mteb.Schemas.Text;

namespace Mteb.Tool.Output;

/// <summary>A comparison for people.</summary>
internal static class DiffView
{
    /// <summary>The differences, the means, and how much was compared.</summary>
    public static string Of(DiffReport report)
    {
        var text = new StringBuilder();
        if (report.Differences.Count > 0)
        {
            text.Append(Differences(report)).Append('\n');
        }

        if (report.Means is { } means)
        {
            var table = new TextTable(("Mean", Align.Left), ("First", Align.Right), ("Second", Align.Right), ("Change", Align.Right));
            table.Add("Mean(Task)", Mean(means.First.MeanTask), Mean(means.Second.MeanTask), Change(means.Second.MeanTask - means.First.MeanTask));
            table.Add("Mean(TaskType)", Mean(means.First.MeanTaskType), Mean(means.Second.MeanTaskType), Change(means.Second.MeanTaskType - means.First.MeanTaskType));
            text.Append(table).Append('\n');
        }

        return text.Append(CultureInfo.InvariantCulture, $"Results in common: {report.Common}; values compared: {report.Values}; differences: {report.Differences.Count}.\n").ToString();
    }

    private static TextTable Differences(DiffReport report)
    {
        var table = new TextTable(
            ("Task", Align.Left), ("Split", Align.Left), ("Subset", Align.Left), ("Metric", Align.Left), ("First", Align.Right), ("Second", Align.Right), ("Change", Align.Right));
        foreach (var (run, difference) in report.Differences)
        {
            var missing = difference.Metric is null;
            table.Add(
                run.ToString(),
                difference.Split ?? "",
                difference.Subset ?? "",
                difference.Metric ?? "",
                missing ? Presence(difference.Kind != DifferenceKind.OnlyInSecond) : Value(difference.First),
                missing ? Presence(difference.Kind != DifferenceKind.OnlyInFirst) : Value(difference.Second),
                Change(difference.Change));
        }

        return table;
    }

    private static string Presence(bool isThere) => isThere ? "there" : "missing";

    private static string Mean(double? mean) => mean is { } value ? value.ToString("F6", CultureInfo.InvariantCulture) : "open";

    private static string Change(double? change) => change is { } value ? value.ToString("+0.######;-0.######;0", CultureInfo.InvariantCulture) : "";

    private static string Value(ScoreValue? value)
    {
        if (value is null)
        {
            return "missing";
        }

        var writer = new PythonJsonWriter(indent: null);
        ScoreValueWriter.Write(writer, value, decimals: null);
        return Encoding.UTF8.GetString(writer.Written);
    }
}
