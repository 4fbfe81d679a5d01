using System.Numerics.Tensors;

namespace Mteb.Evaluation.Numerics;

/// <summary>The nearest rows of a set by Euclidean distance, computed in double. Of equally near rows the first come first.</summary>
public sealed class NearestNeighbours
{
    private readonly double[][] _rows;
    private readonly double[] _squares;

    /// <summary>Prepares a set of rows.</summary>
    public NearestNeighbours(EmbeddingMatrix rows)
    {
        _rows = new double[rows.Rows][];
        _squares = new double[rows.Rows];
        for (var i = 0; i < _rows.Length; i++)
        {
            _rows[i] = Widen(rows[i]);
            _squares[i] = TensorPrimitives.SumOfSquares<double>(_rows[i]);
        }
    }

    /// <summary>The nearest rows, from the nearest on.</summary>
    /// <param name="vector">What they are near to.</param>
    /// <param name="count">How many.</param>
    /// <param name="tied">All rows exactly as near as the last of them, where not all found a place; else none.</param>
    public int[] Find(ReadOnlySpan<float> vector, int count, out int[] tied)
    {
        var wide = Widen(vector);
        var distances = new double[_rows.Length];
        for (var i = 0; i < distances.Length; i++)
        {
            distances[i] = _squares[i] - (2 * TensorPrimitives.Dot<double>(_rows[i], wide));
        }

        var nearest = new int[Math.Min(count, distances.Length)];
        var sizes = new double[nearest.Length];
        for (var i = 0; i < nearest.Length; i++)
        {
            nearest[i] = TensorPrimitives.IndexOfMin<double>(distances);
            sizes[i] = distances[nearest[i]];
            distances[nearest[i]] = double.PositiveInfinity;
        }

        tied = sizes.Length > 0 && distances.AsSpan().Contains(sizes[^1])
            ? [.. nearest.Where((_, i) => sizes[i] == sizes[^1]), .. Enumerable.Range(0, distances.Length).Where(row => distances[row] == sizes[^1])]
            : [];
        return nearest;
    }

    private static double[] Widen(ReadOnlySpan<float> vector)
    {
        var wide = new double[vector.Length];
        TensorPrimitives.ConvertTruncating(vector, (Span<double>)wide);
        return wide;
    }
}
