using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Metrics;

/// <summary>How well sets of labels are predicted, row by row and label by label.</summary>
/// <param name="Accuracy">Share of rows whose set is exactly right.</param>
/// <param name="RankingPrecision">Label ranking average precision with the 0/1 predictions as scores (lrap).</param>
/// <param name="F1">Mean of the labels' F1; 0 for a label that neither occurs nor is predicted.</param>
/// <param name="Hamming">Mean of the rows' share of common labels among all their labels; 1 where both sets are empty.</param>
public readonly record struct MultilabelMetrics(double Accuracy, double RankingPrecision, double F1, double Hamming)
{
    /// <summary>Compares predicted label sets with the true ones.</summary>
    /// <param name="truth">Row by row, whether each label holds.</param>
    /// <param name="predicted">Row by row, whether each label is predicted.</param>
    public static MultilabelMetrics Score(IReadOnlyList<bool[]> truth, IReadOnlyList<bool[]> predicted)
    {
        var rows = truth.Count;
        var labels = truth[0].Length;
        var (ranking, overlap) = (new double[rows], new double[rows]);
        var (hits, total) = (new double[labels], new double[labels]);
        var exact = 0;
        for (var i = 0; i < rows; i++)
        {
            exact += truth[i].AsSpan().SequenceEqual(predicted[i]) ? 1 : 0;
            ranking[i] = RowRankingPrecision(truth[i], predicted[i]);
            overlap[i] = Overlap(truth[i], predicted[i]);
            for (var j = 0; j < labels; j++)
            {
                hits[j] += truth[i][j] && predicted[i][j] ? 1 : 0;
                total[j] += (truth[i][j] ? 1 : 0) + (predicted[i][j] ? 1 : 0);
            }
        }

        double[] f1 = [.. hits.Zip(total, (hit, all) => all == 0 ? 0 : 2 * hit / all)];
        return new MultilabelMetrics(
            (double)exact / rows, ranking.Sum() / rows, PairwiseSum.Mean(f1), PairwiseSum.Mean(overlap));
    }

    /// <summary>
    /// Label ranking average precision of one row: the mean over true labels of the share of true ones among the labels
    /// scored as high or higher; 1 where no label or every label is true.
    /// </summary>
    internal static double RowRankingPrecision(ReadOnlySpan<bool> truth, ReadOnlySpan<bool> predicted)
    {
        int relevant = truth.Count(true), claimed = predicted.Count(true);
        if (relevant == 0 || relevant == truth.Length)
        {
            return 1.0;
        }

        var hits = 0;
        for (var j = 0; j < truth.Length; j++)
        {
            hits += truth[j] && predicted[j] ? 1 : 0;
        }

        // True labels that are predicted see the predicted labels only, the others see all.
        var found = hits == 0 ? 0 : hits * ((double)hits / claimed);
        var missed = (relevant - hits) * ((double)relevant / truth.Length);
        return (found + missed) / relevant;
    }

    private static double Overlap(ReadOnlySpan<bool> truth, ReadOnlySpan<bool> predicted)
    {
        int both = 0, either = 0;
        for (var j = 0; j < truth.Length; j++)
        {
            both += truth[j] && predicted[j] ? 1 : 0;
            either += truth[j] || predicted[j] ? 1 : 0;
        }

        return either == 0 ? 1.0 : (double)both / either;
    }
}
