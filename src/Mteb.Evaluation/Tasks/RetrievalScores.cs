using System.Globalization;
using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tasks;

/// <summary>The metrics of ranked results over a set of queries, in mteb's order.</summary>
internal sealed class RetrievalScores
{
    /// <summary>Decimals to which mteb rounds most means over queries.</summary>
    internal const int MeanDecimals = 5;

    private static readonly (RetrievalMetric Metric, string Name)[] Averaged =
    [
        (RetrievalMetric.Ndcg, "ndcg"), (RetrievalMetric.Map, "map"), (RetrievalMetric.Recall, "recall"), (RetrievalMetric.Precision, "precision"),
    ];

    private readonly Confidence[] _confidences;

    private RetrievalScores(RetrievalValues values, Confidence[] confidences) => (Values, _confidences) = (values, confidences);

    /// <summary>The metrics of every query.</summary>
    public RetrievalValues Values { get; }

    /// <summary>Names of the metrics at these cut-offs, in order.</summary>
    public static IReadOnlyList<string> MetricNames(IReadOnlyList<int> cutoffs) =>
        [.. new RetrievalScores(new RetrievalValues(cutoffs, 1), [default]).ToMetrics().Select(metric => metric.Key)];

    /// <summary>Ranks and scores results.</summary>
    /// <param name="cutoffs">The cut-offs.</param>
    /// <param name="results">The result of each query.</param>
    /// <param name="judgements">The judgements of each query by document id.</param>
    /// <param name="documentId">The id of a document.</param>
    /// <param name="idOrder">Compares documents by id.</param>
    public static RetrievalScores Score(
        IReadOnlyList<int> cutoffs, IReadOnlyList<QueryResult> results, Func<int, IReadOnlyDictionary<string, int>> judgements,
        Func<int, string> documentId, IComparer<int> idOrder)
    {
        var values = new RetrievalValues(cutoffs, results.Count);
        var confidences = new Confidence[results.Count];
        var deepest = cutoffs.Max();
        Parallel.For(0, results.Count, query =>
        {
            var judged = judgements(query);
            var ranked = results[query].Rank(idOrder);
            var gains = new int[Math.Min(ranked.Length, deepest)];
            for (var i = 0; i < gains.Length; i++)
            {
                gains[i] = judged.GetValueOrDefault(documentId(ranked[i]));
            }

            values.Score(query, gains, judged.Values.ToArray());
            confidences[query] = Confidence.Of(results[query].Scores);
        });
        return new RetrievalScores(values, confidences);
    }

    /// <summary>All metrics.</summary>
    public IReadOnlyList<KeyValuePair<string, ScoreValue>> ToMetrics()
    {
        var metrics = new MetricList();
        foreach (var (metric, name) in Averaged)
        {
            AddMeans(metrics, metric, name);
            if (metric == RetrievalMetric.Recall)
            {
                metrics.Number("accuracy", RoundedMean(RetrievalMetric.Recall, Array.IndexOf([.. Values.Cutoffs], 1)));
            }
        }

        for (var i = 0; i < Values.Cutoffs.Count; i++)
        {
            metrics.Number(Key("mrr", i), Mean(Values[RetrievalMetric.Mrr, i]));
        }

        AddAbstention(metrics);
        AddMeans(metrics, RetrievalMetric.HitRate, "hit_rate");
        return metrics.Items;
    }

    /// <summary>A sum from left to right, divided: how mteb averages over queries.</summary>
    internal static double Mean(IReadOnlyCollection<double> values) => values.Sum() / values.Count;

    private void AddMeans(MetricList metrics, RetrievalMetric metric, string name)
    {
        for (var i = 0; i < Values.Cutoffs.Count; i++)
        {
            metrics.Number(Key(name, i), RoundedMean(metric, i));
        }
    }

    private void AddAbstention(MetricList metrics)
    {
        (string Name, AbstentionOrder Order)[] orders =
        [
            ("max", Abstention.Order(Array.ConvertAll(_confidences, confidence => confidence.Largest))),
            ("std", Abstention.Order(Array.ConvertAll(_confidences, confidence => confidence.Deviation))),
            ("diff1", Abstention.Order(Array.ConvertAll(_confidences, confidence => confidence.Lead))),
        ];
        foreach (var (metric, name) in Averaged.Append((RetrievalMetric.Mrr, "mrr")))
        {
            for (var i = 0; i < Values.Cutoffs.Count; i++)
            {
                var values = Values[metric, i];
                var oracle = Abstention.Oracle(values);
                foreach (var (confidence, order) in orders)
                {
                    metrics.Numpy($"nauc_{Key(name, i)}_{confidence}", Abstention.Score(order, oracle, values));
                }
            }
        }
    }

    private double RoundedMean(RetrievalMetric metric, int cutoff) => DecimalRounding.Python(Mean(Values[metric, cutoff]), MeanDecimals);

    private string Key(string name, int cutoff) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}_at_{Values.Cutoffs[cutoff]}");
}
