using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Metrics;

/// <summary>How far predicted values are from the true ones.</summary>
/// <param name="MeanSquaredError">Mean of squared differences.</param>
/// <param name="MeanAbsoluteError">Mean of absolute differences.</param>
/// <param name="R2">One minus the share of the variance left; 0 for constant truth that is missed, 1 where it is met.</param>
/// <param name="KendallTau">Kendall's tau-b; NaN for a constant list.</param>
/// <param name="RootMeanSquaredError">Root of the mean squared error.</param>
public readonly record struct RegressionMetrics(
    double MeanSquaredError, double MeanAbsoluteError, double R2, double KendallTau, double RootMeanSquaredError)
{
    /// <summary>Compares predictions with the truth.</summary>
    public static RegressionMetrics Score(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted)
    {
        var mean = PairwiseSum.Mean(truth);
        var (squares, absolutes, spread) = (new double[truth.Length], new double[truth.Length], new double[truth.Length]);
        for (var i = 0; i < truth.Length; i++)
        {
            var error = truth[i] - predicted[i];
            squares[i] = error * error;
            absolutes[i] = Math.Abs(error);
            spread[i] = (truth[i] - mean) * (truth[i] - mean);
        }

        var (residual, total) = (PairwiseSum.Sum<double>(squares), PairwiseSum.Sum<double>(spread));
        var r2 = total != 0 ? 1 - (residual / total) : residual == 0 ? 1.0 : 0.0;
        var squared = PairwiseSum.Mean(squares);
        return new RegressionMetrics(
            squared, PairwiseSum.Mean(absolutes), r2, Correlation.KendallTauB(truth, predicted), Math.Sqrt(squared));
    }
}
