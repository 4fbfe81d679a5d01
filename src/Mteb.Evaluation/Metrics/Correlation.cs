using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Metrics;

/// <summary>Correlations between two lists of equal length, as scipy computes them. A constant list has none: NaN.</summary>
public static class Correlation
{
    /// <summary>Pearson's r: the scalar product of both lists, centred and divided by their norms, within −1 and 1.</summary>
    public static double Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Check(x, y);
        if (IsConstant(x) || IsConstant(y))
        {
            return double.NaN;
        }

        var (left, right) = (Standardise(x), Standardise(y));
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        var r = Math.Clamp(sum, -1.0, 1.0);
        return x.Length == 2 ? Math.Round(r) : r;
    }

    /// <summary>Spearman's rho: Pearson's r of the average ranks.</summary>
    public static double Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Check(x, y);
        return IsConstant(x) || IsConstant(y) ? double.NaN : Pearson(Ranks.Average(x), Ranks.Average(y));
    }

    /// <summary>
    /// The two-sided p-value of a correlation of <paramref name="count"/> pairs when there is none in truth: the regularised
    /// incomplete beta function of 1 − r² with (n − 2)/2 and ½. Good for Spearman's rho too.
    /// </summary>
    public static double PValue(double r, int count) => double.IsNaN(r) ? double.NaN
        : count <= 2 ? 1.0
        : IncompleteBeta.Regularised((count - 2) / 2.0, 0.5, 1 - (r * r));

    /// <summary>Kendall's tau-b by Knight's method: n log n steps.</summary>
    public static double KendallTauB(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Check(x, y);
        var pairs = new (double X, double Y)[x.Length];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = (x[i], y[i]);
        }

        Array.Sort(pairs);
        var all = Pairs(x.Length);
        var tiedX = CountTied(pairs.Select(pair => pair.X));
        var tiedBoth = CountTied(pairs);
        var values = Array.ConvertAll(pairs, pair => pair.Y);
        var discordant = SortCountingSwaps(values, new double[values.Length]);
        var tiedY = CountTied(values);
        if (tiedX == all || tiedY == all)
        {
            return double.NaN;
        }

        var balance = all - tiedX - tiedY + tiedBoth - (2 * discordant);
        return Math.Clamp(balance / Math.Sqrt(all - tiedX) / Math.Sqrt(all - tiedY), -1.0, 1.0);
    }

    private static void Check(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"The lists have {x.Length} and {y.Length} values.", nameof(y));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(x.Length, 2, nameof(x));
    }

    private static bool IsConstant(ReadOnlySpan<double> values) => !values.ContainsAnyExcept(values[0]);

    private static double[] Standardise(ReadOnlySpan<double> values)
    {
        var mean = PairwiseSum.Mean(values);
        var centred = new double[values.Length];
        var squares = 0.0;
        for (var i = 0; i < centred.Length; i++)
        {
            centred[i] = values[i] - mean;
            squares += centred[i] * centred[i];
        }

        var norm = Math.Sqrt(squares);
        for (var i = 0; i < centred.Length; i++)
        {
            centred[i] /= norm;
        }

        return centred;
    }

    private static long Pairs(long count) => count * (count - 1) / 2;

    private static long CountTied<T>(IEnumerable<T> sorted)
    {
        long tied = 0, run = 0;
        T? previous = default;
        foreach (var value in sorted)
        {
            if (run > 0 && EqualityComparer<T>.Default.Equals(value, previous))
            {
                run++;
            }
            else
            {
                tied += Pairs(run);
                run = 1;
            }

            previous = value;
        }

        return tied + Pairs(run);
    }

    private static long SortCountingSwaps(Span<double> values, Span<double> spare)
    {
        if (values.Length < 2)
        {
            return 0;
        }

        var half = values.Length / 2;
        var swaps = SortCountingSwaps(values[..half], spare[..half]) + SortCountingSwaps(values[half..], spare[half..]);
        int left = 0, right = half;
        for (var i = 0; i < values.Length; i++)
        {
            if (right == values.Length || (left < half && values[left] <= values[right]))
            {
                spare[i] = values[left++];
            }
            else
            {
                swaps += half - left;
                spare[i] = values[right++];
            }
        }

        spare.CopyTo(values);
        return swaps;
    }
}
