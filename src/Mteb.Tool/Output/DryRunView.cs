using System.Globalization;
using System.Text;

namespace Mteb.Tool.Output;

/// <summary>A plan as a table, and the prompts below it.</summary>
internal static class DryRunView
{
    /// <summary>Renders the report; the text ends with a line feed.</summary>
    public static string Render(DryRunReport report)
    {
        var invariant = CultureInfo.InvariantCulture;
        var table = new TextTable(
            ("Task", Align.Left), ("Type", Align.Left), ("Split", Align.Left), ("Subset", Align.Left), ("Texts", Align.Right), ("State", Align.Left));
        foreach (var row in report.Rows)
        {
            table.Add(row.Task, row.Type, row.Split, row.Subset, row.Texts?.ToString(invariant) ?? "-", row.Cached ? "cached" : "to run");
        }

        var text = new StringBuilder();
        text.Append("Model ").Append(report.Model).Append(report.Revision is null ? "" : $", revision {report.Revision}").Append("\n\n");
        text.Append(table);
        var pending = report.Rows.Where(row => !row.Cached).ToList();
        var tasks = report.Rows.Select(row => row.Task).Distinct().Count();
        text.Append(invariant, $"\n{Count(tasks, "task")}, {Count(report.Rows.Count, "part")}, {pending.Count} to run");
        text.Append(pending.Any(row => row.Texts is null) ? ".\n" : string.Create(invariant, $" with {Count(pending.Sum(row => row.Texts!.Value), "text")}.\n"));
        if (report.Prompts.Count > 0)
        {
            text.Append("\nPrompts:\n");
            var prompts = new TextTable(("Task", Align.Left), ("Before", Align.Left), ("Prompt", Align.Left));
            foreach (var prompt in report.Prompts)
            {
                prompts.Add(prompt.Task, prompt.Role, prompt.Text.Length == 0 ? "(none)" : Quoted(prompt.Text));
            }

            text.Append(prompts);
        }

        return text.ToString();
    }

    private static string Count(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    // Prompts end in spaces and line feeds that matter.
    private static string Quoted(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
