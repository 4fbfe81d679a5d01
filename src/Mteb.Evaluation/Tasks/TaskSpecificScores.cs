using System.Globalization;
using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tasks;

/// <summary>
/// Scores that only some retrieval tasks have. The setting <c>task_specific_scores</c> lists them; a main score among
/// them asks for them too.
/// </summary>
internal static class TaskSpecificScores
{
    private const string Robustness = "robustness_at_10";
    private const string Paired = "paired_accuracy";
    private const string Subqueries = "max_over_subqueries";
    private const string Levels = "level_scores";
    private const string CappedRecall = "R_cap_at_k";
    private const string Shift = "p-MRR";

    private static readonly IReadOnlyList<string> Known = [Robustness, Paired, Subqueries, Levels, CappedRecall, Shift];
    private static readonly int[] CappedCutoffs = [1, 3, 5, 10, 20, 25, 50, 100, 1000];

    /// <summary>The scores that a task asks for, in the order in which they are written.</summary>
    public static IReadOnlyList<string> Of(TaskFacts task)
    {
        var asked = task.GetTexts("task_specific_scores") ?? [];
        return [.. Known.Where(name => asked.Contains(name) || task.MainScore == name || task.MainScore.StartsWith(name + "_", StringComparison.Ordinal))];
    }

    /// <summary>Whether the documents that a changed instruction makes irrelevant are needed.</summary>
    public static bool NeedsChangedQrels(TaskFacts task) => Of(task).Contains(Shift);

    /// <summary>Says what the facts ask for and the rules cannot do; null when nothing.</summary>
    public static Diagnostic? Refuse(TaskFacts task, IReadOnlyList<int> cutoffs)
    {
        if (task.GetTexts("task_specific_scores")?.FirstOrDefault(name => !Known.Contains(name)) is { } unknown)
        {
            return TaskCodes.UnsupportedSetting.Here(
                $"Task '{task.Name}' asks for the score '{unknown}', which is not known.", $"Known are {string.Join(", ", Known)}.");
        }

        var names = Of(task);
        var missing = names.Contains(Robustness) && !cutoffs.Contains(10) ? 10 : names.Contains(Levels) && !cutoffs.Contains(20) ? 20 : 0;
        return missing == 0
            ? null
            : TaskCodes.UnsupportedSetting.Here(
                $"The task-specific scores of task '{task.Name}' need the cut-off {missing}, which k_values lacks.", $"Add {missing} to k_values.");
    }

    /// <summary>Names of the scores that can be main scores.</summary>
    public static IEnumerable<string> MetricNames(TaskFacts task, IReadOnlyList<int> cutoffs) => Of(task).SelectMany(name => name switch
    {
        Subqueries => RetrievalScores.MetricNames(cutoffs).Select(metric => $"{Subqueries}_{metric}"),
        CappedRecall => CappedCutoffs.Select(CappedKey),
        Levels => [],
        _ => [name],
    });

    /// <summary>Computes the scores that a task asks for.</summary>
    public static Outcome<MetricList> Compute(
        TaskFacts task, IReadOnlyList<int> cutoffs, RankedSet ranked, RetrievalScores scores,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? changedQrels)
    {
        var metrics = new MetricList();
        foreach (var name in Of(task))
        {
            switch (name)
            {
                case Robustness:
                    metrics.Number(name, Worst(ranked.QueryIds, scores.Values[RetrievalMetric.Ndcg, IndexOf(cutoffs, 10)]));
                    break;
                case Paired:
                    metrics.Number(name, PairedAccuracy(ranked.QueryIds, scores.Values[RetrievalMetric.Recall, IndexOf(cutoffs, 1)]));
                    break;
                case Subqueries:
                    AddSubqueries(metrics, cutoffs, ranked);
                    break;
                case Levels:
                    metrics.Add(name, LevelScores(ranked.QueryIds, scores.Values[RetrievalMetric.Ndcg, IndexOf(cutoffs, 20)]));
                    break;
                case CappedRecall:
                    AddCappedRecall(metrics, ranked);
                    break;
                case Shift when changedQrels is null:
                    return TaskCodes.NoChangedJudgements.Here(
                        $"Task '{task.Name}' measures how rankings follow a changed instruction, but its data do not say which documents the change makes irrelevant.",
                        "Add the changed judgements (changed_qrels) to the data.");
                case Shift:
                    AddShift(metrics, cutoffs, ranked, changedQrels);
                    break;
            }
        }

        return metrics;
    }

    // The worst instruction of each query, on average.
    private static double Worst(IReadOnlyList<string> ids, double[] values) => RetrievalScores.Mean(
        [.. Groups(ids, BeforeFirst).Select(group => group.Min(query => values[query]))]);

    // Both queries of a pair must put their document first.
    private static double PairedAccuracy(IReadOnlyList<string> ids, double[] recall) => RetrievalScores.Mean(
        [.. Groups(ids, BeforeFirst).Select(group => IsRight(group, "_q1", ids, recall) && IsRight(group, "_q2", ids, recall) ? 1.0 : 0.0)]);

    private static bool IsRight(IEnumerable<int> group, string ending, IReadOnlyList<string> ids, double[] recall) =>
        group.Any(query => ids[query].EndsWith(ending, StringComparison.Ordinal) && recall[query] == 1);

    private static void AddSubqueries(MetricList metrics, IReadOnlyList<int> cutoffs, RankedSet ranked)
    {
        var groups = Groups(ranked.QueryIds, BeforeLast).Select(group => group.ToArray()).ToArray();
        var merged = ranked with
        {
            QueryIds = Array.ConvertAll(groups, group => BeforeLast(ranked.QueryIds[group[0]])),
            Results = Array.ConvertAll(groups, group => BestOf(group.Select(query => ranked.Results[query]))),
            Judgements = Array.ConvertAll(groups, group => ranked.Judgements[group[^1]]),
        };
        metrics.AddRange(merged.Score(cutoffs).ToMetrics().Select(metric => KeyValuePair.Create($"{Subqueries}_{metric.Key}", metric.Value)));
    }

    private static QueryResult BestOf(IEnumerable<QueryResult> results)
    {
        var best = new Dictionary<int, double>();
        foreach (var (documents, scores) in results)
        {
            for (var i = 0; i < documents.Length; i++)
            {
                best[documents[i]] = best.TryGetValue(documents[i], out var before) ? Math.Max(before, scores[i]) : scores[i];
            }
        }

        return new QueryResult([.. best.Keys], [.. best.Values]);
    }

    private static ScoreValue.Mapping LevelScores(IReadOnlyList<string> ids, double[] values)
    {
        var levels = Enumerable.Range(0, ids.Count).ToLookup(query =>
            ids[query].Contains("v1", StringComparison.Ordinal) ? 1 : ids[query].Contains("v2", StringComparison.Ordinal) ? 2 : 3);
        var metrics = new MetricList();
        for (var level = 1; level <= 3; level++)
        {
            double[] own = [.. levels[level].Select(query => values[query])];
            metrics.Numpy(string.Create(CultureInfo.InvariantCulture, $"level_{level}"), PairwiseSum.Mean(own));
        }

        return metrics.ToMapping();
    }

    // Hits by the smaller of the cut-off and the number of relevant documents.
    private static void AddCappedRecall(MetricList metrics, RankedSet ranked)
    {
        var values = CappedCutoffs.ToDictionary(k => k, _ => new List<double>());
        for (var query = 0; query < ranked.QueryIds.Count; query++)
        {
            var judged = ranked.Judgements[query];
            var relevant = judged.Values.Count(judgement => judgement >= 1);
            if (relevant == 0)
            {
                continue;
            }

            bool[] hits = [.. ranked.Results[query].Rank(ranked.IdOrder).Select(document => judged.GetValueOrDefault(ranked.DocumentId(document)) >= 1)];
            foreach (var k in CappedCutoffs)
            {
                values[k].Add((double)hits.Take(k).Count(hit => hit) / Math.Min(relevant, k));
            }
        }

        foreach (var k in CappedCutoffs)
        {
            metrics.Number(CappedKey(k), values[k].Count == 0 ? 0 : RetrievalScores.Mean(values[k]));
        }
    }

    private static void AddShift(
        MetricList metrics, IReadOnlyList<int> cutoffs, RankedSet ranked, IReadOnlyDictionary<string, IReadOnlyList<string>> changedQrels)
    {
        var places = new Dictionary<string, int>();
        for (var query = 0; query < ranked.QueryIds.Count; query++)
        {
            places[ranked.QueryIds[query]] = query;
        }

        var shifts = new List<double>();
        foreach (var (id, documents) in changedQrels)
        {
            if (documents.Count > 0 && places.TryGetValue(id + "-og", out var before) && places.TryGetValue(id + "-changed", out var after))
            {
                var (ranksBefore, ranksAfter) = (Rankings(ranked, before), Rankings(ranked, after));
                double[] moved = [.. documents.Select(document => RelevanceShift.Of(RankOf(ranksBefore, document), RankOf(ranksAfter, document)))];
                shifts.Add(PairwiseSum.Mean(moved));
            }
        }

        metrics
            .Numpy(Shift, PairwiseSum.Mean([.. shifts]))
            .Add("og", Part(ranked, cutoffs, isOriginal: true))
            .Add("changed", Part(ranked, cutoffs, isOriginal: false));
    }

    private static ScoreValue.Mapping Part(RankedSet ranked, IReadOnlyList<int> cutoffs, bool isOriginal) => new ScoreValue.Mapping(
        ranked.Where(id => id.EndsWith("-og", StringComparison.Ordinal) == isOriginal).Score(cutoffs).ToMetrics());

    private static Dictionary<string, int> Rankings(RankedSet ranked, int query) => ranked.Results[query].Rank(ranked.IdOrder)
        .Select((document, position) => (Id: ranked.DocumentId(document), Rank: position + 1))
        .ToDictionary(pair => pair.Id, pair => pair.Rank);

    // A document that was not found comes right after the last one.
    private static int RankOf(Dictionary<string, int> ranks, string document) => ranks.GetValueOrDefault(document, ranks.Count + 1);

    private static IEnumerable<IGrouping<string, int>> Groups(IReadOnlyList<string> ids, Func<string, string> key) =>
        Enumerable.Range(0, ids.Count).GroupBy(query => key(ids[query]), StringComparer.Ordinal);

    private static string BeforeFirst(string id) => id.Split('_', 2)[0];

    private static string BeforeLast(string id) => id.LastIndexOf('_') is >= 0 and var at ? id[..at] : id;

    private static int IndexOf(IReadOnlyList<int> cutoffs, int cutoff) => Array.IndexOf([.. cutoffs], cutoff);

    private static string CappedKey(int cutoff) => string.Create(CultureInfo.InvariantCulture, $"R_cap_at_{cutoff}");
}
