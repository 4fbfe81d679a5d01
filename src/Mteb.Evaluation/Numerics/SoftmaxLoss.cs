using System.Numerics;
using System.Numerics.Tensors;

namespace Mteb.Evaluation.Numerics;

/// <summary>
/// The mean cross-entropy of three classes or more, one full weight vector each, with an L2 penalty on the weights but not
/// on the intercepts; rounded as in <see cref="LogisticLoss{T}"/>. Variables: the weights class after class, then the
/// intercepts.
/// </summary>
internal sealed class SoftmaxLoss<T> : IObjective
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _rows;
    private readonly T[] _columns;
    private readonly int[] _codes;
    private readonly int _width;
    private readonly int _classes;
    private readonly double _penalty;
    private readonly T[] _weights;
    private readonly T[] _scores;
    private readonly T[] _losses;
    private readonly T[] _derivatives;
    private readonly T[] _gradient;
    private readonly double[] _row;
    private readonly double[] _exponentials;

    /// <summary>A loss over rows whose codes are 0 .. <paramref name="classes"/> − 1.</summary>
    public SoftmaxLoss(ReadOnlySpan<T> rows, int width, int[] codes, int classes, double penalty)
    {
        (_rows, _codes, _width, _classes, _penalty) = (rows.ToArray(), codes, width, classes, penalty);
        _columns = RowProducts.Transpose(rows, codes.Length, width);
        _weights = new T[classes * (width + 1)];
        _scores = new T[codes.Length * classes];
        _losses = new T[codes.Length];
        _derivatives = new T[classes * codes.Length];
        _gradient = new T[classes * width];
        _row = new double[classes];
        _exponentials = new double[classes];
    }

    /// <inheritdoc/>
    public int Size => _classes * (_width + 1);

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        TensorPrimitives.ConvertTruncating(point, (Span<T>)_weights);
        var weights = _weights.AsSpan(0, _classes * _width);
        var intercepts = _weights.AsSpan(_classes * _width);
        RowProducts.Multiply<T>(_rows, _codes.Length, weights, _classes, _width, _scores);
        for (var i = 0; i < _codes.Length; i++)
        {
            EvaluateRow(i, intercepts);
        }

        RowProducts.Multiply<T>(_derivatives, _classes, _columns, _width, _codes.Length, _gradient);
        TensorPrimitives.MultiplyAdd(weights, T.CreateTruncating(_penalty), _gradient, _gradient);
        TensorPrimitives.ConvertTruncating((ReadOnlySpan<T>)_gradient, gradient[.._gradient.Length]);
        for (var c = 0; c < _classes; c++)
        {
            var sum = PairwiseSum.Sum<T>(_derivatives.AsSpan(c * _codes.Length, _codes.Length));
            gradient[_gradient.Length + c] = double.CreateTruncating(sum);
        }

        return double.CreateTruncating(PairwiseSum.Sum<T>(_losses) / T.CreateTruncating(_codes.Length))
            + double.CreateTruncating(T.CreateTruncating(0.5 * _penalty) * TensorPrimitives.SumOfSquares<T>(weights));
    }

    // Writes the loss of the row, and the derivatives by its scores into a column of the transposed block.
    private void EvaluateRow(int i, ReadOnlySpan<T> intercepts)
    {
        var scores = _scores.AsSpan(i * _classes, _classes);
        TensorPrimitives.Add<T>(scores, intercepts, scores);
        TensorPrimitives.ConvertTruncating((ReadOnlySpan<T>)scores, (Span<double>)_row);
        var own = _row[_codes[i]];
        var largest = TensorPrimitives.Max<double>(_row);
        TensorPrimitives.Subtract(_row, largest, _exponentials);
        TensorPrimitives.Exp<double>(_exponentials, _exponentials);
        var sum = TensorPrimitives.Sum<double>(_exponentials);
        _losses[i] = T.CreateTruncating(Math.Log(sum) + largest - own);

        var count = T.CreateTruncating(_codes.Length);
        for (var c = 0; c < _classes; c++)
        {
            var probability = (_exponentials[c] / sum) - (c == _codes[i] ? 1 : 0);
            _derivatives[(c * _codes.Length) + i] = T.CreateTruncating(probability) / count;
        }
    }
}
