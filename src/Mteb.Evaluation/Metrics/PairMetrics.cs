namespace Mteb.Evaluation.Metrics;

/// <summary>How well a list of scores tells positive pairs from negative ones.</summary>
/// <param name="Accuracy">Best share of rows on the right side of a cut.</param>
/// <param name="F1">Best F1 of a cut.</param>
/// <param name="Precision">Precision at the cut of the best F1.</param>
/// <param name="Recall">Recall at the cut of the best F1.</param>
/// <param name="AveragePrecision">Average precision.</param>
public readonly record struct PairMetrics(double Accuracy, double F1, double Precision, double Recall, double AveragePrecision)
{
    /// <summary>
    /// Tries every cut between rows of different score, from the most similar row down. There is no cut after the last
    /// row: all scores equal give 0 for everything but average precision.
    /// </summary>
    /// <param name="positive">Whether each pair is positive.</param>
    /// <param name="similarities">Similarity of each pair: the higher, the more similar.</param>
    public static PairMetrics Score(ReadOnlySpan<bool> positive, ReadOnlySpan<double> similarities)
    {
        var keys = similarities.ToArray();
        var truths = positive.ToArray();
        Array.Sort(keys, truths);
        Array.Reverse(keys);
        Array.Reverse(truths);

        var all = truths.AsSpan().Count(true);
        double accuracy = 0, f1 = 0, precision = 0, recall = 0;
        int hits = 0, negativesBelow = truths.Length - all;
        for (var i = 0; i + 1 < truths.Length; i++)
        {
            hits += truths[i] ? 1 : 0;
            negativesBelow -= truths[i] ? 0 : 1;
            if (keys[i] == keys[i + 1])
            {
                continue;
            }

            accuracy = Math.Max(accuracy, (double)(hits + negativesBelow) / truths.Length);
            if (hits == 0)
            {
                continue;
            }

            var (p, r) = ((double)hits / (i + 1), (double)hits / all);
            var candidate = 2 * p * r / (p + r);
            if (candidate > f1)
            {
                (f1, precision, recall) = (candidate, p, r);
            }
        }

        return new PairMetrics(accuracy, f1, precision, recall, Metrics.AveragePrecision.Score(positive, similarities));
    }
}
