using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Results;
using Mteb.Schemas.Results.Comparison;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Cards.Generation;

/// <summary>The scale and form of scores in a card.</summary>
public enum CardScale
{
    /// <summary>0 to 100, in the form of mteb 1, which the old leaderboard reads.</summary>
    Percent,

    /// <summary>0 to 1, in the form of mteb 2.</summary>
    Fraction,
}

/// <summary>Makes entries of a model index out of results.</summary>
public static class ModelIndexMaker
{
    // The Hub's names for task types.
    private static readonly Dictionary<string, string> HubTasks = new(StringComparer.Ordinal)
    {
        ["BitextMining"] = "translation",
        ["Retrieval"] = "text-retrieval",
        ["InstructionRetrieval"] = "text-retrieval",
        ["Reranking"] = "text-ranking",
        ["InstructionReranking"] = "text-ranking",
        ["STS"] = "sentence-similarity",
        ["Summarization"] = "summarization",
    };

    /// <summary>
    /// One entry for each split and subset, ordered by task; tasks that the catalogue does not know are left out. On the percent
    /// scale an aggregate task whose members are all there is added when it has no result of its own, as mteb 1 added it.
    /// </summary>
    /// <param name="results">The results.</param>
    /// <param name="scale">The form.</param>
    /// <param name="allMetrics">Whether every number is kept, or the main score only.</param>
    public static IReadOnlyList<CardValue.Map> Entries(IEnumerable<TaskResult> results, CardScale scale, bool allMetrics) => [.. (scale == CardScale.Percent ? CombinedResults.With([.. results]) : results)
        .OrderBy(result => result.TaskName, StringComparer.Ordinal)
        .Select(result => (Result: result, Facts: TaskCatalogue.Find(result.TaskName)))
        .Where(pair => pair.Facts is not null)
        .SelectMany(pair => pair.Result.Scores.SelectMany(split => split.Subsets
            .Where(entry => ScoreNumbers.Of(entry.MainScore) is not null)
            .Select(entry => Entry(pair.Result, pair.Facts!, split.Split, entry, scale, allMetrics))))];

    private static CardValue.Map Entry(TaskResult result, TaskFacts facts, string split, SubsetScores entry, CardScale scale, bool allMetrics)
    {
        var isPercent = scale == CardScale.Percent;
        return Map(
            ("task", isPercent ? Map(("type", Text(facts.Type))) : Map(("type", Text(HubTasks.GetValueOrDefault(facts.Type, "text-classification"))), ("name", Text(facts.Type)))),
            ("dataset", Map(
                ("type", Text(facts.DatasetPath ?? (isPercent ? CombinedResults.DatasetOf(facts.Name) : facts.Name))),
                ("name", Text($"{(isPercent ? "MTEB " : "")}{result.TaskName} ({entry.Subset})")),
                ("config", Text(entry.Subset)),
                ("split", Text(split)),
                ("revision", Text(result.DatasetRevision)))),
            ("metrics", new CardValue.List([.. Metrics(facts, entry, allMetrics).Select(metric => Map(
                ("type", Text(metric.Key)), ("value", Number(isPercent ? metric.Value * 100 : metric.Value))))])));
    }

    // The old leaderboard takes the metric that it knows for the task, and no other; so that one comes beside main_score.
    private static IEnumerable<KeyValuePair<string, double>> Metrics(TaskFacts facts, SubsetScores entry, bool allMetrics)
    {
        var main = KeyValuePair.Create("main_score", ScoreNumbers.Of(entry.MainScore)!.Value);
        var all = entry.Metrics.Select(metric => (metric.Key, Value: ScoreNumbers.Of(metric.Value))).Where(metric => metric.Value is not null)
            .Select(metric => KeyValuePair.Create(metric.Key, metric.Value!.Value)).ToList();
        return allMetrics ? [.. all, main] : [.. all.Where(metric => metric.Key == facts.MainScore), main];
    }

    /// <summary>A number as Python's YAML writer has it: with a point, so that readers of YAML 1.1 take it for a number too.</summary>
    private static CardValue.Literal Number(double value)
    {
        if (double.IsNaN(value))
        {
            return new(".nan");
        }

        var text = PythonFloat.Repr(value);
        var exponent = text.IndexOf('e', StringComparison.Ordinal);
        return new(exponent > 0 && !text.Contains('.', StringComparison.Ordinal) ? text.Insert(exponent, ".0") : text);
    }

    private static CardValue.Text Text(string value) => new(value);

    private static CardValue.Map Map(params (string Key, CardValue Value)[] entries) =>
        new([.. entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value))]);
}
