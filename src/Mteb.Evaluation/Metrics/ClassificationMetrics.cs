using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Metrics;

/// <summary>Shares of right predictions over classes, as scikit-learn computes them; a share of nothing is 0.</summary>
/// <param name="Accuracy">Share of rows predicted right.</param>
/// <param name="F1">Mean of the classes' F1.</param>
/// <param name="F1Weighted">Mean of the classes' F1, weighted by their rows.</param>
/// <param name="Precision">Mean of the classes' precision.</param>
/// <param name="PrecisionWeighted">Mean of the classes' precision, weighted by their rows.</param>
/// <param name="Recall">Mean of the classes' recall.</param>
/// <param name="RecallWeighted">Mean of the classes' recall, weighted by their rows.</param>
public readonly record struct ClassificationMetrics(
    double Accuracy, double F1, double F1Weighted, double Precision, double PrecisionWeighted, double Recall, double RecallWeighted)
{
    /// <summary>Compares predictions with the truth. The classes are those that occur on either side.</summary>
    /// <param name="truth">Class code of each row.</param>
    /// <param name="predicted">Predicted class code of each row.</param>
    public static ClassificationMetrics Score(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted)
    {
        var classes = Math.Max(Largest(truth), Largest(predicted)) + 1;
        var (hits, support, claimed) = (new double[classes], new double[classes], new double[classes]);
        for (var i = 0; i < truth.Length; i++)
        {
            support[truth[i]]++;
            claimed[predicted[i]]++;
            hits[truth[i]] += truth[i] == predicted[i] ? 1 : 0;
        }

        var occurring = Enumerable.Range(0, classes).Where(c => support[c] + claimed[c] > 0).ToArray();
        double[] weights = [.. occurring.Select(c => support[c])];
        double[] precision = [.. occurring.Select(c => Share(hits[c], claimed[c]))];
        double[] recall = [.. occurring.Select(c => Share(hits[c], support[c]))];
        double[] f1 = [.. occurring.Select(c => Share(2 * hits[c], claimed[c] + support[c]))];
        return new ClassificationMetrics(
            hits.Sum() / truth.Length,
            PairwiseSum.Mean(f1),
            Weighted(f1, weights),
            PairwiseSum.Mean(precision),
            Weighted(precision, weights),
            PairwiseSum.Mean(recall),
            Weighted(recall, weights));
    }

    private static int Largest(ReadOnlySpan<int> codes)
    {
        var largest = -1;
        foreach (var code in codes)
        {
            largest = Math.Max(largest, code);
        }

        return largest;
    }

    private static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;

    private static double Weighted(double[] values, double[] weights)
    {
        double[] products = [.. values.Zip(weights, (value, weight) => value * weight)];
        return PairwiseSum.Sum<double>(products) / PairwiseSum.Sum<double>(weights);
    }
}
