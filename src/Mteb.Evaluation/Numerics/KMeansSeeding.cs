using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mteb.Evaluation.Numerics;

/// <summary>
/// Greedy k-means++ (Arthur and Vassilvitskii 2007) as scikit-learn seeds mini-batch k-means with float32 data: distances
/// in double stored as float32, cumulative sums in float32.
/// </summary>
internal sealed class KMeansSeeding
{
    private const int Four = 4;

    private readonly float[] _rows;
    private readonly double[] _wide;
    private readonly double[] _squares;
    private readonly int _count;
    private readonly int _width;
    private readonly NumpyRandomState _random;
    private readonly float[] _cumulative;

    private KMeansSeeding(float[] rows, int width, NumpyRandomState random)
    {
        (_rows, _width, _random) = (rows, width, random);
        _count = rows.Length / width;
        _cumulative = new float[_count];
        _wide = new double[rows.Length];
        TensorPrimitives.ConvertTruncating<float, double>(rows, _wide);
        _squares = new double[_count];
        for (var i = 0; i < _count; i++)
        {
            _squares[i] = TensorPrimitives.SumOfSquares<double>(Wide(i));
        }
    }

    /// <summary>Chooses <paramref name="clusters"/> rows as first centres.</summary>
    /// <returns>The centres, row-major.</returns>
    public static float[] Choose(float[] rows, int width, int clusters, NumpyRandomState random) =>
        new KMeansSeeding(rows, width, random).Choose(clusters);

    private float[] Choose(int clusters)
    {
        var trials = 2 + (int)Math.Log(clusters);
        var first = WeightedChoice.Equal(_count).Draw(_random);
        var centres = new float[clusters * _width];
        Copy(first, centres, 0);

        var closest = new float[_count];
        Array.Fill(closest, float.PositiveInfinity);
        float[][] reached = [.. Enumerable.Range(0, trials).Select(_ => new float[_count])];
        var sums = new double[trials];
        Approach(closest, [first], reached, sums);
        (closest, reached[0]) = (reached[0], closest);
        var potential = (float)sums[0];
        for (var centre = 1; centre < clusters; centre++)
        {
            var candidates = DrawCandidates(closest, potential, trials);
            Approach(closest, candidates, reached, sums);
            var best = 0;
            for (var trial = 1; trial < trials; trial++)
            {
                best = (float)sums[trial] < (float)sums[best] ? trial : best;
            }

            (closest, reached[best]) = (reached[best], closest);
            potential = (float)sums[best];
            Copy(candidates[best], centres, centre);
        }

        return centres;
    }

    // Rows drawn by their squared distance to the nearest centre. All draws are made before any row is looked up.
    private int[] DrawCandidates(float[] closest, float potential, int trials)
    {
        var values = new double[trials];
        for (var i = 0; i < trials; i++)
        {
            values[i] = _random.NextDouble() * potential;
        }

        var sum = 0f;
        for (var i = 0; i < closest.Length; i++)
        {
            sum += closest[i];
            _cumulative[i] = sum;
        }

        return Array.ConvertAll(values, value => Math.Min(FirstReaching(_cumulative, value), _count - 1));
    }

    private static int FirstReaching(float[] cumulative, double value)
    {
        int low = 0, high = cumulative.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (cumulative[middle] < value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    // Squared distances to the nearest centre if one candidate or another became one, and the sum of them.
    private void Approach(float[] closest, int[] candidates, float[][] reached, double[] sums)
    {
        Array.Clear(sums);
        Span<double> products = stackalloc double[Four];
        for (var start = 0; start < _count; start += Four)
        {
            var rows = Math.Min(Four, _count - start);
            for (var trial = 0; trial < candidates.Length; trial++)
            {
                var candidate = candidates[trial];
                Multiply(start, rows, Wide(candidate), products);
                for (var row = start; row < start + rows; row++)
                {
                    var squared = (float)((-2.0 * products[row - start]) + _squares[candidate] + _squares[row]);
                    sums[trial] += reached[trial][row] = Math.Min(closest[row], Math.Max(squared, 0f));
                }
            }
        }
    }

    // Products of up to four rows with one; four sums do not wait for one another.
    private void Multiply(int start, int rows, ReadOnlySpan<double> other, Span<double> products)
    {
        if (rows < Four)
        {
            for (var i = 0; i < rows; i++)
            {
                products[i] = TensorPrimitives.Dot(Wide(start + i), other);
            }

            return;
        }

        ref var a = ref MemoryMarshal.GetReference(Wide(start));
        ref var b = ref MemoryMarshal.GetReference(other);
        var width = (nuint)_width;
        Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default;
        nuint k = 0;
        for (; k + (nuint)Vector512<double>.Count <= width; k += (nuint)Vector512<double>.Count)
        {
            var y = Vector512.LoadUnsafe(ref b, k);
            s0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, k), y, s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, width + k), y, s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, (2 * width) + k), y, s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, (3 * width) + k), y, s3);
        }

        (products[0], products[1], products[2], products[3]) = (Vector512.Sum(s0), Vector512.Sum(s1), Vector512.Sum(s2), Vector512.Sum(s3));
        for (var i = 0; i < Four; i++)
        {
            for (var column = (int)k; column < _width; column++)
            {
                products[i] += _wide[((start + i) * _width) + column] * other[column];
            }
        }
    }

    private ReadOnlySpan<double> Wide(int row) => _wide.AsSpan(row * _width, _width);

    private void Copy(int row, float[] centres, int centre) =>
        _rows.AsSpan(row * _width, _width).CopyTo(centres.AsSpan(centre * _width, _width));
}
