using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Results;
using Mteb.Schemas.Results.Comparison;

namespace Mteb.Schemas.Cards.Generation;

/// <summary>
/// Results of aggregate tasks that no file holds, made of their members' results. mteb 1 put CQADupstackRetrieval into a card
/// this way, and the old leaderboard reads it nowhere else.
/// </summary>
internal static class CombinedResults
{
    /// <summary>The data set (and revision) that a card names for an aggregate, as mteb 1 did.</summary>
    public static string DatasetOf(string task) => task + "_is_a_combined_dataset";

    /// <summary>The results, and behind them an aggregate for each that is missing although every member is there.</summary>
    public static IReadOnlyList<TaskResult> With(IReadOnlyList<TaskResult> results)
    {
        var byName = results.ToLookup(result => result.TaskName, StringComparer.Ordinal);
        return [.. results, .. TaskCatalogue.All
            .Where(task => task.AggregateOf.Count > 0 && !byName.Contains(task.Name) && task.AggregateOf.All(byName.Contains))
            .Select(task => Combine(task, [.. task.AggregateOf.Select(member => byName[member].First())]))
            .OfType<TaskResult>()];
    }

    private static TaskResult? Combine(TaskFacts task, IReadOnlyList<TaskResult> members)
    {
        var splits = task.EvalSplits
            .Select(split => (Split: split, Score: Mean([.. members.Select(member => Score(member, split))])))
            .Where(split => split.Score is not null)
            .Select(split => new SplitScores(split.Split, [new(
                [new(task.MainScore, Number(split.Score!.Value))],
                Number(split.Score!.Value), "default", [], null)]))
            .ToList();
        return splits.Count == 0 ? null : new TaskResult
        {
            TaskName = task.Name,
            DatasetRevision = DatasetOf(task.Name),
            MtebVersion = null,
            Scores = splits,
        };
    }

    private static double? Score(TaskResult result, string split) =>
        Mean([.. result.Scores.Where(scores => scores.Split == split).SelectMany(scores => scores.Subsets).Select(entry => ScoreNumbers.Of(entry.MainScore))]);

    private static double? Mean(IReadOnlyCollection<double?> values) =>
        values.Count == 0 || values.Any(value => value is null or double.NaN) ? null : values.Sum() / values.Count;

    private static ScoreValue.Number Number(double value) => new(value);
}
