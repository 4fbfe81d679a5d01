using System.Numerics.Tensors;

namespace Mteb.Evaluation.Numerics;

/// <summary>
/// scikit-learn's <c>MiniBatchKMeans(init="k-means++", n_init=1, random_state=42)</c> (Sculley 2010) for float32 data: the
/// same draws, and float32 where the reference holds float32.
/// </summary>
public sealed class MiniBatchKMeans
{
    private const uint Seed = 42;
    private const int MostPasses = 100;
    private const int MostStalls = 10;
    private const float ReassignmentRatio = 0.01f;

    private readonly float[] _rows;
    private readonly int _count;
    private readonly int _width;
    private readonly int _clusters;
    private readonly int _batchSize;
    private readonly NumpyRandomState _random = new(Seed);
    private readonly float[] _counts;
    private readonly float[] _batch;
    private float[] _centres = [];
    private float[] _next;
    private int _sinceReassignment;

    private MiniBatchKMeans(float[] rows, int width, int clusters, int batchSize)
    {
        (_rows, _width, _clusters) = (rows, width, clusters);
        _count = rows.Length / width;
        _batchSize = Math.Min(batchSize, _count);
        _counts = new float[clusters];
        _batch = new float[_batchSize * width];
        _next = new float[clusters * width];
    }

    /// <summary>Clusters rows.</summary>
    /// <param name="rows">The rows, row-major.</param>
    /// <param name="width">Length of a row.</param>
    /// <param name="clusters">Number of clusters, at most the number of rows.</param>
    /// <param name="batchSize">Rows of a step.</param>
    public static Clustering Fit(float[] rows, int width, int clusters, int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clusters, rows.Length / width);
        var means = new MiniBatchKMeans(rows, width, clusters, batchSize);
        means.Initialise();
        var steps = means.Run();
        return new Clustering(Assign(rows, width, means._centres, clusters), means._centres, steps);
    }

    private void Initialise()
    {
        var size = 3 * _batchSize;
        size = Math.Min(size < _clusters ? 3 * _clusters : size, _count);

        // Rows that several initialisations would be compared on: drawn, then not used.
        _ = _random.Integers(_count, size);
        var rows = _rows;
        if (size < _count)
        {
            var drawn = _random.Integers(_count, size);
            rows = new float[size * _width];
            for (var i = 0; i < size; i++)
            {
                Row(drawn[i]).CopyTo(rows.AsSpan(i * _width, _width));
            }
        }

        _centres = KMeansSeeding.Choose(rows, _width, _clusters, _random);
    }

    private int Run()
    {
        var choice = WeightedChoice.Equal(_count);
        var stop = new StopRule(_batchSize, _count);
        var most = (int)((long)MostPasses * _count / _batchSize);
        for (var step = 0; step < most; step++)
        {
            for (var i = 0; i < _batchSize; i++)
            {
                Row(choice.Draw(_random)).CopyTo(_batch.AsSpan(i * _width, _width));
            }

            var inertia = Step();
            if (step > 0 && stop.Take(inertia / _batchSize))
            {
                return step + 1;
            }
        }

        return most;
    }

    private double Step()
    {
        _sinceReassignment += _batchSize;
        var reassign = _counts.AsSpan().Contains(0f) || _sinceReassignment >= 10 * _clusters;
        _sinceReassignment = reassign ? 0 : _sinceReassignment;

        var labels = Assign(_batch, _width, _centres, _clusters);
        var inertia = Inertia(labels);
        Update(labels);
        if (reassign)
        {
            Reassign();
        }

        (_centres, _next) = (_next, _centres);
        return inertia;
    }

    private double Inertia(int[] labels)
    {
        var sum = 0.0;
        for (var i = 0; i < labels.Length; i++)
        {
            sum += SquaredDistance.Of(BatchRow(i), Centre(_centres, labels[i]));
        }

        return sum;
    }

    // A centre is the mean of all rows it ever had; members are added one by one in the order of the batch.
    private void Update(int[] labels)
    {
        var members = new int[_clusters];
        foreach (var label in labels)
        {
            members[label]++;
        }

        for (var c = 0; c < _clusters; c++)
        {
            TensorPrimitives.Multiply(Centre(_centres, c), members[c] > 0 ? _counts[c] : 1f, Centre(_next, c));
        }

        for (var i = 0; i < labels.Length; i++)
        {
            var centre = Centre(_next, labels[i]);
            TensorPrimitives.Add(centre, BatchRow(i), centre);
        }

        for (var c = 0; c < _clusters; c++)
        {
            if (members[c] > 0)
            {
                _counts[c] += members[c];
                TensorPrimitives.Multiply(Centre(_next, c), 1f / _counts[c], Centre(_next, c));
            }
        }
    }

    // Centres with hardly any rows become rows of the batch.
    private void Reassign()
    {
        var limit = ReassignmentRatio * TensorPrimitives.Max<float>(_counts);
        int[] low = [.. Enumerable.Range(0, _clusters).Where(c => _counts[c] < limit)];
        var most = _batchSize / 2;
        if (2L * low.Length > _batchSize)
        {
            low = [.. Enumerable.Range(0, _clusters).OrderBy(c => _counts[c]).Take(most).Intersect(low).Order()];
        }

        if (low.Length == 0)
        {
            return;
        }

        var drawn = _random.ChoiceWithoutReplacement(_batchSize, low.Length);
        for (var i = 0; i < low.Length; i++)
        {
            BatchRow(drawn[i]).CopyTo(Centre(_next, low[i]));
        }

        var smallest = Enumerable.Range(0, _clusters).Except(low).Min(c => _counts[c]);
        foreach (var c in low)
        {
            _counts[c] = smallest;
        }
    }

    // The first centre with the smallest |c|² − 2 x·c, in float32.
    private static int[] Assign(ReadOnlySpan<float> rows, int width, float[] centres, int clusters)
    {
        const int block = 256;
        var norms = new float[clusters];
        var squares = new float[width];
        for (var c = 0; c < clusters; c++)
        {
            TensorPrimitives.Multiply(Centre(centres, c, width), Centre(centres, c, width), squares);
            norms[c] = PairwiseSum.Sum<float>(squares);
        }

        var labels = new int[rows.Length / width];
        var products = new float[block * clusters];
        for (var start = 0; start < labels.Length; start += block)
        {
            var count = Math.Min(block, labels.Length - start);
            SimdMatrixProduct.Instance.Multiply(rows[(start * width)..], count, centres, clusters, width, products);
            for (var i = 0; i < count; i++)
            {
                var distances = products.AsSpan(i * clusters, clusters);
                TensorPrimitives.Multiply(distances, 2f, distances);
                TensorPrimitives.Subtract(norms, distances, distances);
                labels[start + i] = TensorPrimitives.IndexOfMin<float>(distances);
            }
        }

        return labels;
    }

    private ReadOnlySpan<float> Row(int row) => _rows.AsSpan(row * _width, _width);

    private ReadOnlySpan<float> BatchRow(int row) => _batch.AsSpan(row * _width, _width);

    private Span<float> Centre(float[] centres, int centre) => centres.AsSpan(centre * _width, _width);

    private static ReadOnlySpan<float> Centre(float[] centres, int centre, int width) => centres.AsSpan(centre * width, width);

    // Stops when the smoothed inertia has not reached a new minimum ten times in a row.
    private sealed class StopRule(int batchSize, int count)
    {
        private readonly double _weight = Math.Min(batchSize * 2.0 / (count + 1), 1);
        private double? _smoothed;
        private double _best = double.PositiveInfinity;
        private int _stalls;

        public bool Take(double inertia)
        {
            _smoothed = _smoothed is { } before ? (before * (1 - _weight)) + (inertia * _weight) : inertia;
            if (_smoothed < _best)
            {
                (_best, _stalls) = (_smoothed.Value, 0);
            }
            else
            {
                _stalls++;
            }

            return _stalls >= MostStalls;
        }
    }
}

/// <summary>The outcome of a clustering.</summary>
/// <param name="Labels">Cluster of each row.</param>
/// <param name="Centres">The centres, row-major.</param>
/// <param name="Steps">Number of steps.</param>
public sealed record Clustering(int[] Labels, float[] Centres, int Steps);
