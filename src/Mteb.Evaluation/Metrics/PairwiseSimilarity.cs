using System.Numerics.Tensors;
using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Metrics;

/// <summary>
/// Similarities and distances of row i of one matrix and row i of another, in float32. Where the reference uses
/// scikit-learn its order of additions is kept; where it uses torch, whose order is not fixed, sums run in double.
/// </summary>
public static class PairwiseSimilarity
{
    private const float SmallestNorm = 1e-12f;

    /// <summary>Cosine as torch computes it: rows divided by the larger of their norm and 1e-12, then multiplied. Not clamped.</summary>
    public static double[] Cosine(EmbeddingMatrix a, EmbeddingMatrix b) => Map(a, b, (x, y) =>
    {
        var (left, right) = (Math.Max(Norm(x), SmallestNorm), Math.Max(Norm(y), SmallestNorm));
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += (double)(x[i] / left) * (y[i] / right);
        }

        return (float)sum;
    });

    /// <summary>Cosine as scikit-learn computes it: 1 − ½‖x̂ − ŷ‖². A zero row stays zero, so that one zero row gives 0.5 and two give 1.</summary>
    public static double[] CosineByDistance(EmbeddingMatrix a, EmbeddingMatrix b)
    {
        var difference = new float[a.Columns];
        return Map(a, b, (x, y) =>
        {
            var (left, right) = (OneForZero(MathF.Sqrt(SquaredNorm.Of(x))), OneForZero(MathF.Sqrt(SquaredNorm.Of(y))));
            for (var i = 0; i < x.Length; i++)
            {
                difference[i] = (x[i] / left) - (y[i] / right);
            }

            return 1f - (0.5f * SquaredNorm.Of(difference));
        });
    }

    /// <summary>The scalar product.</summary>
    public static double[] Dot(EmbeddingMatrix a, EmbeddingMatrix b) => Map(a, b, (x, y) =>
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += (double)x[i] * y[i];
        }

        return (float)sum;
    });

    /// <summary>The sum of absolute differences; positive.</summary>
    public static double[] ManhattanDistance(EmbeddingMatrix a, EmbeddingMatrix b)
    {
        var difference = new float[a.Columns];
        return Map(a, b, (x, y) =>
        {
            TensorPrimitives.Subtract(x, y, difference);
            TensorPrimitives.Abs<float>(difference, difference);
            return PairwiseSum.Sum<float>(difference);
        });
    }

    /// <summary>The length of the difference; positive.</summary>
    public static double[] EuclideanDistance(EmbeddingMatrix a, EmbeddingMatrix b)
    {
        var difference = new float[a.Columns];
        return Map(a, b, (x, y) =>
        {
            TensorPrimitives.Subtract(x, y, difference);
            return MathF.Sqrt(SquaredNorm.Of(difference));
        });
    }

    /// <summary>The values with the other sign: distances as similarities.</summary>
    public static double[] Negate(double[] values) => Array.ConvertAll(values, value => -value);

    /// <summary>The length of a vector in float32.</summary>
    internal static float Norm(ReadOnlySpan<float> vector)
    {
        var sum = 0.0;
        foreach (var value in vector)
        {
            sum += (double)value * value;
        }

        return (float)Math.Sqrt(sum);
    }

    /// <summary>Writes a row divided by the larger of its norm and 1e-12.</summary>
    internal static void Normalise(ReadOnlySpan<float> vector, Span<float> target)
    {
        TensorPrimitives.Divide(vector, Math.Max(Norm(vector), SmallestNorm), target);
    }

    private static float OneForZero(float norm) => norm == 0 ? 1 : norm;

    private static double[] Map(EmbeddingMatrix a, EmbeddingMatrix b, Func<ReadOnlySpan<float>, ReadOnlySpan<float>, float> similarity)
    {
        if (a.Rows != b.Rows || a.Columns != b.Columns)
        {
            throw new ArgumentException($"{a.Rows} × {a.Columns} and {b.Rows} × {b.Columns} do not pair up.", nameof(b));
        }

        var values = new double[a.Rows];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = similarity(a[i], b[i]);
        }

        return values;
    }
}
