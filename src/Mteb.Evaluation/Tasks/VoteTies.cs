using Mteb.Evaluation.Metrics;

namespace Mteb.Evaluation.Tasks;

/// <summary>
/// How far the choice among equally near training rows can move the scores of multilabel classification. The bounds are exact
/// for metrics that are means over rows. For F1, and for a row with more than 10,000 ways to choose, every label takes the
/// choice that suits it best or worst, which no choice need do for all labels at once.
/// </summary>
internal static class VoteTies
{
    /// <summary>The mean of a metric over the experiments in the worst and in the best choice.</summary>
    /// <param name="metric">accuracy, lrap, f1 or hamming.</param>
    /// <param name="truth">Row by row, whether each label holds.</param>
    /// <param name="votes">What the nearest rows voted for.</param>
    /// <returns>Null where no choice matters or the metric is another one.</returns>
    public static TieBounds? Of(string metric, IReadOnlyList<bool[]> truth, NeighbourVotes votes)
    {
        if (votes.Ties.Count == 0 || Select(metric) is not { } select)
        {
            return null;
        }

        var (worst, best) = (Copy(votes.Predictions), Copy(votes.Predictions));
        foreach (var tie in votes.Ties)
        {
            var holds = truth[tie.Row];
            (worst[tie.Experiment][tie.Row], best[tie.Experiment][tie.Row]) = metric != "f1" && tie.Predictions() is { } predictions
                ? (predictions.MinBy(Score)!, predictions.MaxBy(Score)!)
                : (LabelByLabel(tie, holds, right: false), LabelByLabel(tie, holds, right: true));

            double Score(bool[] predicted) => select(MultilabelMetrics.Score([holds], [predicted]));
        }

        return new TieBounds(Mean(worst), Mean(best));

        double Mean(bool[][][] experiments) => experiments.Average(predicted => select(MultilabelMetrics.Score(truth, predicted)));
    }

    private static Func<MultilabelMetrics, double>? Select(string metric) => metric switch
    {
        "accuracy" => metrics => metrics.Accuracy,
        "lrap" => metrics => metrics.RankingPrecision,
        "f1" => metrics => metrics.F1,
        "hamming" => metrics => metrics.Hamming,
        _ => null,
    };

    private static bool[] LabelByLabel(TiedVote tie, bool[] holds, bool right) =>
        [.. tie.Labels().Select((label, number) => holds[number] == right ? label.Possible : !label.Avoidable)];

    private static bool[][][] Copy(bool[][][] experiments) => Array.ConvertAll(experiments, rows => (bool[][])rows.Clone());
}
