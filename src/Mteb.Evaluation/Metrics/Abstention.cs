using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Metrics;

/// <summary>
/// Normalised area under the abstention curve (Gisserot-Boukhlef et al. 2024): how much a metric gains when the least
/// confident queries are left out, between a flat curve (0) and leaving out the worst (1). Sums run in numpy's order, since
/// for constant metrics the result hangs on their last bits.
/// </summary>
public static class Abstention
{
    private static readonly double[] Rates =
        [0.0, 0.1, 0.2, 0.30000000000000004, 0.4, 0.5, 0.6000000000000001, 0.7000000000000001, 0.8, 0.9];

    /// <summary>The order of queries by a confidence, to be used with many metrics.</summary>
    /// <param name="confidences">Confidence of each query.</param>
    public static AbstentionOrder Order(ReadOnlySpan<double> confidences) => new(confidences);

    /// <summary>nAUC of a metric; NaN when leaving out queries cannot change it, or without queries.</summary>
    /// <param name="order">The order of the queries by confidence.</param>
    /// <param name="oracle">Area and start of the curve that leaves out the worst queries first.</param>
    /// <param name="metric">The metric of each query.</param>
    public static double Score(AbstentionOrder order, AbstentionOracle oracle, ReadOnlySpan<double> metric)
    {
        var flat = oracle.Start * (Rates[^1] - Rates[0]);
        return oracle.Area == flat ? double.NaN : (Area(order.Curve(metric, Rates)) - flat) / (oracle.Area - flat);
    }

    /// <summary>What leaving out the worst queries first would give.</summary>
    public static AbstentionOracle Oracle(ReadOnlySpan<double> metric)
    {
        var curve = Order(metric).Curve(metric, Rates);
        return new AbstentionOracle(Area(curve), curve[0]);
    }

    private static double Area(double[] curve)
    {
        Span<double> parts = stackalloc double[Rates.Length - 1];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = (Rates[i + 1] - Rates[i]) * (curve[i + 1] + curve[i]) / 2.0;
        }

        return PairwiseSum.Sum<double>(parts);
    }
}

/// <summary>The best abstention curve of a metric.</summary>
/// <param name="Area">Area under it.</param>
/// <param name="Start">The metric with no query left out.</param>
public readonly record struct AbstentionOracle(double Area, double Start);

/// <summary>Queries by ascending confidence; those of equal confidence form a group.</summary>
public sealed class AbstentionOrder
{
    private readonly int[] _order;
    private readonly double[] _confidences;

    internal AbstentionOrder(ReadOnlySpan<double> confidences)
    {
        _confidences = confidences.ToArray();
        _order = MaskedInterval.Range(_confidences.Length);
        // Numbers of queries as second key make the sort stable.
        Array.Sort(_order, (left, right) =>
        {
            var byConfidence = _confidences[left].CompareTo(_confidences[right]);
            return byConfidence != 0 ? byConfidence : left.CompareTo(right);
        });
    }

    /// <summary>The mean of a metric when these shares of the queries are left out, least confident first.</summary>
    internal double[] Curve(ReadOnlySpan<double> metric, double[] rates)
    {
        var values = Level(metric);
        var curve = new double[rates.Length];
        for (var i = 0; i < rates.Length; i++)
        {
            var dropped = Math.Min((int)Math.Round(rates[i] * values.Length, MidpointRounding.ToEven), values.Length - 1);
            curve[i] = PairwiseSum.Mean(values.AsSpan(Math.Max(dropped, 0)));
        }

        return curve;
    }

    // The metric in the order of confidence, every value of a group replaced by the mean of the group.
    private double[] Level(ReadOnlySpan<double> metric)
    {
        var values = new double[_order.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = metric[_order[i]];
        }

        for (var start = 0; start < values.Length;)
        {
            var end = start + 1;
            while (end < values.Length && _confidences[_order[end]] == _confidences[_order[start]])
            {
                end++;
            }

            if (end - start > 1)
            {
                var group = values.AsSpan(start, end - start);
                group.Fill((group[0] + PairwiseSum.Add<double>(group[1..])) / group.Length);
            }

            start = end;
        }

        return values;
    }
}
