namespace Mteb.Evaluation.Numerics;

/// <summary>Bins of about equal numbers of values, as pandas' <c>qcut</c> makes them.</summary>
internal static class QuantileBins
{
    /// <summary>
    /// Number of the bin of each value. Edges are linearly interpolated quantiles, equal edges count once; a bin holds its
    /// right edge, the first bin also its left one.
    /// </summary>
    public static int[] Assign(ReadOnlySpan<double> values, int bins)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        // pandas multiplies the width of a step, so 3 of 10 is 0.30000000000000004.
        var edges = Enumerable.Range(0, bins + 1).Select(i => Quantile(sorted, Math.Min(i * (1.0 / bins), 1.0))).Distinct().ToArray();
        var assigned = new int[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var at = Array.BinarySearch(edges, values[i]);
            assigned[i] = Math.Clamp((at >= 0 ? at : ~at) - 1, 0, Math.Max(edges.Length - 2, 0));
        }

        return assigned;
    }

    // numpy's rule: the neighbours are blended from the nearer side.
    private static double Quantile(double[] sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Length - 1);
        var weight = position - below;
        var step = sorted[above] - sorted[below];
        return weight >= 0.5 ? sorted[above] - (step * (1 - weight)) : sorted[below] + (step * weight);
    }
}
