using System.Numerics;

namespace Mteb.Evaluation.Numerics;

/// <summary>
/// Sums and means with numpy's order of additions, which the last bits of some metrics hang on: eight running sums up to
/// 128 values, halves above.
/// </summary>
public static class PairwiseSum
{
    private const int Block = 128;

    /// <summary><c>numpy.sum</c> of contiguous values.</summary>
    public static T Sum<T>(ReadOnlySpan<T> values)
        where T : IFloatingPointIeee754<T> => T.Zero + Add(values);

    /// <summary><c>numpy.mean</c>; NaN of no values.</summary>
    public static double Mean(ReadOnlySpan<double> values) => Sum(values) / values.Length;

    /// <summary><c>numpy.std</c> with no degrees of freedom taken off; NaN of no values.</summary>
    public static double StandardDeviation(ReadOnlySpan<double> values)
    {
        var mean = Mean(values);
        var squares = values.Length <= 1024 ? stackalloc double[values.Length] : new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            squares[i] = (values[i] - mean) * (values[i] - mean);
        }

        return Math.Sqrt(Mean(squares));
    }

    /// <summary>The sum without the zero that numpy starts from: minus zero of no values.</summary>
    internal static T Add<T>(ReadOnlySpan<T> values)
        where T : IFloatingPointIeee754<T>
    {
        if (values.Length < 8)
        {
            var sum = T.NegativeZero;
            foreach (var value in values)
            {
                sum += value;
            }

            return sum;
        }

        if (values.Length <= Block)
        {
            return AddBlock(values);
        }

        var half = values.Length / 2;
        half -= half % 8;
        return Add(values[..half]) + Add(values[half..]);
    }

    private static T AddBlock<T>(ReadOnlySpan<T> values)
        where T : IFloatingPointIeee754<T>
    {
        T s0 = values[0], s1 = values[1], s2 = values[2], s3 = values[3];
        T s4 = values[4], s5 = values[5], s6 = values[6], s7 = values[7];
        var i = 8;
        for (; i + 8 <= values.Length; i += 8)
        {
            s0 += values[i];
            s1 += values[i + 1];
            s2 += values[i + 2];
            s3 += values[i + 3];
            s4 += values[i + 4];
            s5 += values[i + 5];
            s6 += values[i + 6];
            s7 += values[i + 7];
        }

        var sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
        for (; i < values.Length; i++)
        {
            sum += values[i];
        }

        return sum;
    }
}
