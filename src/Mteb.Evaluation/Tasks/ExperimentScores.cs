using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tasks;

/// <summary>Metrics of several experiments, and their means.</summary>
internal static class ExperimentScores
{
    /// <summary>The list of experiments, then the mean of every metric over them; a missing value makes the mean NaN.</summary>
    /// <param name="names">Names of the metrics.</param>
    /// <param name="experiments">Values of each experiment in the order of the names; null for none.</param>
    public static MetricList ToMetrics(IReadOnlyList<string> names, IReadOnlyList<double?[]> experiments)
    {
        var metrics = new MetricList().Add("scores_per_experiment", new ScoreValue.List([.. experiments.Select(values => ToMapping(names, values))]));
        for (var i = 0; i < names.Count; i++)
        {
            double[] values = [.. experiments.Select(experiment => experiment[i] ?? double.NaN)];
            metrics.Numpy(names[i], PairwiseSum.Mean(values));
        }

        return metrics;
    }

    private static ScoreValue.Mapping ToMapping(IReadOnlyList<string> names, double?[] values)
    {
        var metrics = new MetricList();
        for (var i = 0; i < names.Count; i++)
        {
            metrics.Add(names[i], values[i] is { } value ? new ScoreValue.NumpyNumber(value) : ScoreValue.Null.Instance);
        }

        return metrics.ToMapping();
    }
}
