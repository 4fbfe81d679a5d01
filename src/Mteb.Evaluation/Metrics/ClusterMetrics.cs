using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Metrics;

/// <summary>How well two ways to group the same items agree, by shared information (natural logarithms).</summary>
public sealed class ClusterMetrics
{
    private const double Epsilon = 2.220446049250313e-16;

    private readonly int _count;
    private readonly int[] _trueSizes;
    private readonly int[] _foundSizes;
    private readonly Dictionary<(int True, int Found), int> _cells = [];

    private ClusterMetrics(ReadOnlySpan<int> truth, ReadOnlySpan<int> found)
    {
        _count = truth.Length;
        var (trueSizes, foundSizes) = (new SortedDictionary<int, int>(), new SortedDictionary<int, int>());
        for (var i = 0; i < truth.Length; i++)
        {
            trueSizes[truth[i]] = trueSizes.GetValueOrDefault(truth[i]) + 1;
            foundSizes[found[i]] = foundSizes.GetValueOrDefault(found[i]) + 1;
            _cells[(truth[i], found[i])] = _cells.GetValueOrDefault((truth[i], found[i])) + 1;
        }

        (_trueSizes, _foundSizes) = ([.. trueSizes.Values], [.. foundSizes.Values]);
        TrueEntropy = Entropy(_trueSizes);
        FoundEntropy = Entropy(_foundSizes);
        MutualInformation = ShareInformation(trueSizes, foundSizes);
    }

    private double TrueEntropy { get; }

    private double FoundEntropy { get; }

    private double MutualInformation { get; }

    /// <summary>V-measure: the harmonic mean of homogeneity and completeness (Rosenberg and Hirschberg 2007).</summary>
    /// <param name="truth">True group of each item.</param>
    /// <param name="found">Found group of each item.</param>
    public static double VMeasure(ReadOnlySpan<int> truth, ReadOnlySpan<int> found)
    {
        var metrics = new ClusterMetrics(truth, found);
        var homogeneity = metrics.TrueEntropy == 0 ? 1.0 : metrics.MutualInformation / metrics.TrueEntropy;
        var completeness = metrics.FoundEntropy == 0 ? 1.0 : metrics.MutualInformation / metrics.FoundEntropy;
        return homogeneity + completeness == 0 ? 0 : 2 * homogeneity * completeness / (homogeneity + completeness);
    }

    /// <summary>Adjusted mutual information with the arithmetic mean of the entropies (Vinh, Epps and Bailey 2010).</summary>
    /// <inheritdoc cref="VMeasure"/>
    public static double AdjustedMutualInformation(ReadOnlySpan<int> truth, ReadOnlySpan<int> found)
    {
        var metrics = new ClusterMetrics(truth, found);
        if (metrics._trueSizes.Length == 1 && metrics._foundSizes.Length == 1)
        {
            return 1.0;
        }

        var expected = metrics.ExpectedInformation();
        var range = ((metrics.TrueEntropy + metrics.FoundEntropy) / 2) - expected;
        range = range < 0 ? Math.Min(range, -Epsilon) : Math.Max(range, Epsilon);
        return (metrics.MutualInformation - expected) / range;
    }

    private double Entropy(int[] sizes) => sizes.Length == 1
        ? 0.0
        : -sizes.Sum(size => (double)size / _count * (Math.Log(size) - Math.Log(_count)));

    private double ShareInformation(SortedDictionary<int, int> trueSizes, SortedDictionary<int, int> foundSizes)
    {
        if (trueSizes.Count == 1 || foundSizes.Count == 1)
        {
            return 0.0;
        }

        var sum = 0.0;
        foreach (var (cell, size) in _cells)
        {
            var outer = (double)trueSizes[cell.True] * foundSizes[cell.Found];
            var share = (double)size / _count;
            sum += (share * (Math.Log(size) - Math.Log(_count))) + (share * (-Math.Log(outer) + (2 * Math.Log(_count))));
        }

        return Math.Max(0.0, sum);
    }

    // The mean of the mutual information over all tables with the same margins (hypergeometric model).
    private double ExpectedInformation()
    {
        if (_trueSizes.Length == 1 || _foundSizes.Length == 1)
        {
            return 0.0;
        }

        var factorials = new double[_count + 1];
        for (var i = 0; i < factorials.Length; i++)
        {
            factorials[i] = LogGamma.Of(i + 1.0);
        }

        // Groups of equal size give equal terms.
        var foundSizes = _foundSizes.CountBy(size => size).ToArray();
        return _trueSizes.CountBy(size => size).Sum(left => foundSizes.Sum(
            right => (double)left.Value * right.Value * ExpectedTerm(left.Key, right.Key, factorials)));
    }

    private double ExpectedTerm(int a, int b, double[] factorials)
    {
        var n = _count;
        var margins = factorials[a] + factorials[b] + factorials[n - a] + factorials[n - b] - factorials[n];
        var outer = Math.Log(a) + Math.Log(b);
        var sum = 0.0;
        for (var x = Math.Max(1, a + b - n); x <= Math.Min(a, b); x++)
        {
            var probability = Math.Exp(
                margins - factorials[x] - factorials[a - x] - factorials[b - x] - factorials[n - a - b + x]);
            sum += (double)x / n * (Math.Log((double)n * x) - outer) * probability;
        }

        return sum;
    }
}
