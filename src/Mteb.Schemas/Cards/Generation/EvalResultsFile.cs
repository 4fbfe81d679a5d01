using System.Globalization;
using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Results;
using Mteb.Schemas.Results.Comparison;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Cards.Generation;

/// <summary>Writes results as the Hub's community evaluations: one file <c>.eval_results/&lt;Task&gt;.yaml</c> a task.</summary>
public static class EvalResultsFile
{
    /// <summary>The text of the file; null when the task is not in the catalogue or has no data on the Hub, or nothing has a score.</summary>
    /// <param name="result">The result.</param>
    /// <param name="source">Where the results can be looked at; null for nowhere.</param>
    public static string? Render(TaskResult result, string? source = null)
    {
        if (TaskCatalogue.Find(result.TaskName) is not { DatasetPath: { } dataset } facts)
        {
            return null;
        }

        var cells = result.Scores.SelectMany(split => split.Subsets.Select(entry => (split.Split, Entry: entry, Score: ScoreNumbers.Of(entry.MainScore))))
            .Where(cell => cell.Score is { } score && double.IsFinite(score))
            .ToList();
        var items = cells.Select(cell => Item(result, dataset, $"{result.TaskName}_{cell.Entry.Subset}_{cell.Split}", cell.Score!.Value, source)).ToList();
        if (cells.Count == facts.EvalSplits.Count * facts.Subsets.Count && cells.Count > 0)
        {
            items.Add(Item(result, dataset, result.TaskName, cells.Sum(cell => cell.Score!.Value) / cells.Count, source));
        }

        return items.Count == 0 ? null : YamlWriter.Block(new CardValue.List(items), 0, new YamlLayout("\n", 0)) + "\n";
    }

    private static CardValue.Map Item(TaskResult result, string dataset, string task, double score, string? source)
    {
        var entries = new List<KeyValuePair<string, CardValue>>
        {
            new("dataset", new CardValue.Map([new("id", new CardValue.Text(dataset)), new("task_id", new CardValue.Text(task)), new("revision", new CardValue.Text(result.DatasetRevision))])),
            new("value", new CardValue.Literal(PythonFloat.Repr(PythonFloat.Round(score * 100, 5)))),
        };
        if (result.Date is { } date)
        {
            entries.Add(new("date", new CardValue.Text(date.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));
        }

        if (source is not null)
        {
            entries.Add(new("source", new CardValue.Map([new("url", new CardValue.Text(source)), new("name", new CardValue.Text("MTEB"))])));
        }

        if (result.MtebVersion is { } version)
        {
            entries.Add(new("notes", new CardValue.Text($"Obtained using MTEB v{version}")));
        }

        return new CardValue.Map(entries);
    }
}
