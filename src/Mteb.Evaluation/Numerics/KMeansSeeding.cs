using System.Numerics.Tensors;

namespace Mteb.Evaluation.Numerics;

/// <summary>
/// Greedy k-means++ (Arthur and Vassilvitskii 2007) as scikit-learn seeds mini-batch k-means with float32 data: distances
/// in double stored as float32, cumulative sums in float32.
/// </summary>
internal sealed class KMeansSeeding
{
    private readonly float[] _rows;
    private readonly double[] _wide;
    private readonly double[] _squares;
    private readonly int _count;
    private readonly int _width;
    private readonly NumpyRandomState _random;

    private KMeansSeeding(float[] rows, int width, NumpyRandomState random)
    {
        (_rows, _width, _random) = (rows, width, random);
        _count = rows.Length / width;
        _wide = Array.ConvertAll(rows, value => (double)value);
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
        var potential = Approach(closest, first, closest);
        var (candidate, best) = (new float[_count], new float[_count]);
        for (var centre = 1; centre < clusters; centre++)
        {
            var chosen = -1;
            var bestPotential = float.PositiveInfinity;
            foreach (var row in DrawCandidates(closest, potential, trials))
            {
                var reached = Approach(closest, row, candidate);
                if (chosen < 0 || reached < bestPotential)
                {
                    (chosen, bestPotential) = (row, reached);
                    (candidate, best) = (best, candidate);
                }
            }

            (closest, best, potential) = (best, closest, bestPotential);
            Copy(chosen, centres, centre);
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

        var cumulative = new float[closest.Length];
        var sum = 0f;
        for (var i = 0; i < closest.Length; i++)
        {
            sum += closest[i];
            cumulative[i] = sum;
        }

        return Array.ConvertAll(values, value => Math.Min(FirstReaching(cumulative, value), _count - 1));
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

    // Squared distances to the nearest centre if this row became one, and their sum.
    private float Approach(float[] closest, int row, float[] target)
    {
        var sum = 0.0;
        for (var i = 0; i < _count; i++)
        {
            var squared = (float)((-2.0 * TensorPrimitives.Dot(Wide(row), Wide(i))) + _squares[row] + _squares[i]);
            target[i] = Math.Min(closest[i], Math.Max(squared, 0f));
            sum += target[i];
        }

        return (float)sum;
    }

    private ReadOnlySpan<double> Wide(int row) => _wide.AsSpan(row * _width, _width);

    private void Copy(int row, float[] centres, int centre) =>
        _rows.AsSpan(row * _width, _width).CopyTo(centres.AsSpan(centre * _width, _width));
}
