using System.Globalization;
using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tasks;

/// <summary>Says where a main score hangs on the order of equal scores, and how far it could move.</summary>
internal static class MainScoreTies
{
    // What is below cannot be seen in a result file.
    private const double Visible = 1e-6;
    private const string EqualScores = "the order of equal scores";

    private static readonly (RetrievalMetric Metric, string Prefix)[] RankedMetrics =
    [
        (RetrievalMetric.Ndcg, "ndcg_at_"), (RetrievalMetric.Map, "map_at_"), (RetrievalMetric.Recall, "recall_at_"),
        (RetrievalMetric.Precision, "precision_at_"), (RetrievalMetric.Mrr, "mrr_at_"), (RetrievalMetric.HitRate, "hit_rate_at_"),
    ];

    /// <summary>Looks at the scores of pairs.</summary>
    /// <param name="task">The task.</param>
    /// <param name="place">Split and subset, for the message.</param>
    /// <param name="positive">Whether each pair is positive.</param>
    /// <param name="scores">The five lists.</param>
    /// <returns>The note; nothing where the order does not matter.</returns>
    public static IReadOnlyList<Diagnostic> Find(TaskFacts task, string place, bool[] positive, PairScores scores)
    {
        var parts = task.MainScore.Split('_');
        if (parts is not [var list, var measure] || scores.Select(list) is not { } lists)
        {
            return [];
        }

        var tied = new bool[positive.Length];
        var bounds = new TieBounds(double.NegativeInfinity, double.NegativeInfinity);
        foreach (var similarities in lists)
        {
            if (Bounds(measure, positive, similarities) is not { } own)
            {
                return [];
            }

            bounds = TieBounds.Larger(bounds, own);
            TiedPairs.Mark(similarities, tied);
        }

        return Note(task, place, EqualScores, $"{tied.AsSpan().Count(true)} pairs share theirs", bounds);
    }

    /// <summary>Looks at ranked documents.</summary>
    /// <param name="task">The task.</param>
    /// <param name="place">Split and subset, for the message.</param>
    /// <param name="ranked">The queries with what was found.</param>
    /// <returns>The note; nothing where the order does not matter.</returns>
    public static IReadOnlyList<Diagnostic> Find(TaskFacts task, string place, RankedSet ranked)
    {
        if (Parse(task.MainScore) is not var (metric, cutoff) || ranked.Results.Count == 0)
        {
            return [];
        }

        var (worst, best) = (new RetrievalValues([cutoff], ranked.Results.Count), new RetrievalValues([cutoff], ranked.Results.Count));
        var ties = 0;
        Parallel.For(0, ranked.Results.Count, query =>
        {
            var (result, judged) = (ranked.Results[query], ranked.Judgements[query]);
            var order = TiedRanking.Of(
                result.Scores, Array.ConvertAll(result.Documents, document => judged.GetValueOrDefault(ranked.DocumentId(document))), cutoff);
            worst.Score(query, order.Worst, [.. judged.Values]);
            best.Score(query, order.Best, [.. judged.Values]);
            Interlocked.Add(ref ties, order.Ties);
        });
        return ties == 0 ? [] : Note(task, place, EqualScores, $"{ties} documents share theirs", new TieBounds(Mean(worst, metric), Mean(best, metric)));
    }

    /// <summary>Looks at the nearest sentences of bitext mining.</summary>
    /// <param name="task">The task.</param>
    /// <param name="place">Split and subset, for the message.</param>
    /// <param name="search">What was found.</param>
    /// <returns>The note; nothing where the order does not matter.</returns>
    public static IReadOnlyList<Diagnostic> Find(TaskFacts task, string place, NearestSentences search)
    {
        var (count, lowest, highest) = BitextTies.Of(search);
        return count == 0 || Metric(lowest) is not { } low || Metric(highest) is not { } high ? [] : Note(task, place, EqualScores, $"{count} sentences share theirs", new TieBounds(low, high));

        double? Metric(BitextMetrics metrics) => task.MainScore switch
        {
            "f1" => metrics.F1,
            "precision" => metrics.Precision,
            "recall" => metrics.Recall,
            "accuracy" => metrics.Accuracy,
            _ => null,
        };
    }

    /// <summary>Looks at the votes of multilabel classification.</summary>
    /// <param name="task">The task.</param>
    /// <param name="place">Split and subset, for the message.</param>
    /// <param name="truth">Row by row, whether each label holds.</param>
    /// <param name="votes">What the nearest training rows voted for.</param>
    /// <returns>The note; nothing where the choice does not matter.</returns>
    public static IReadOnlyList<Diagnostic> Find(TaskFacts task, string place, bool[][] truth, NeighbourVotes votes) =>
        VoteTies.Of(task.MainScore, truth, votes) is { } bounds ? Note(task, place, "the choice among equally near rows", $"{votes.Ties.Count} votes have too many of them for the last places", bounds) : [];

    private static TieBounds? Bounds(string measure, bool[] positive, double[] similarities) => measure switch
    {
        "ap" => TiedPairs.AveragePrecision(positive, similarities),
        "f1" => TiedPairs.F1(positive, similarities),
        "accuracy" => TiedPairs.Accuracy(positive, similarities),
        _ => null,
    };

    private static (RetrievalMetric Metric, int Cutoff)? Parse(string mainScore)
    {
        if (mainScore == "accuracy")
        {
            return (RetrievalMetric.Recall, 1);
        }

        foreach (var (metric, prefix) in RankedMetrics)
        {
            if (mainScore.StartsWith(prefix, StringComparison.Ordinal)
                && int.TryParse(mainScore.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var cutoff))
            {
                return (metric, cutoff);
            }
        }

        return null;
    }

    private static double Mean(RetrievalValues values, RetrievalMetric metric)
    {
        var mean = RetrievalScores.Mean(values[metric, 0]);
        return metric == RetrievalMetric.Mrr ? mean : DecimalRounding.Python(mean, RetrievalScores.MeanDecimals);
    }

    private static IReadOnlyList<Diagnostic> Note(TaskFacts task, string place, string cause, string ties, TieBounds bounds) =>
        bounds.Highest - bounds.Lowest < Visible
            ? []
            :
            [
                TaskCodes.TiesDecide.Here(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The main score '{task.MainScore}' of {task.Name} ({place}) hangs on {cause}: {ties}, and it can be anything from {bounds.Lowest:0.000000} to {bounds.Highest:0.000000}."),
                    "Nothing needs to be done; compare this score with others only up to that range."),
            ];
}
