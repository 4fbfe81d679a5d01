using System.Numerics;
using System.Numerics.Tensors;

namespace Mteb.Evaluation.Numerics;

/// <summary>
/// The mean logistic loss of two classes with an L2 penalty on the weights but not on the intercept, with the roundings of
/// scikit-learn: weights and products in <typeparamref name="T"/>, loss and its derivative of a row in double.
/// </summary>
internal sealed class LogisticLoss<T> : IObjective
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _rows;
    private readonly T[] _columns;
    private readonly int[] _codes;
    private readonly int _width;
    private readonly double _penalty;
    private readonly T[] _weights;
    private readonly T[] _scores;
    private readonly T[] _losses;
    private readonly T[] _derivatives;
    private readonly T[] _gradient;

    /// <summary>A loss over rows whose codes are 0 or 1.</summary>
    public LogisticLoss(ReadOnlySpan<T> rows, int width, int[] codes, double penalty)
    {
        (_rows, _codes, _width, _penalty) = (rows.ToArray(), codes, width, penalty);
        _columns = RowProducts.Transpose(rows, codes.Length, width);
        _weights = new T[width];
        _scores = new T[codes.Length];
        _losses = new T[codes.Length];
        _derivatives = new T[codes.Length];
        _gradient = new T[width];
    }

    /// <inheritdoc/>
    public int Size => _width + 1;

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        TensorPrimitives.ConvertTruncating(point[.._width], (Span<T>)_weights);
        var intercept = T.CreateTruncating(point[_width]);
        RowProducts.Multiply<T>(_rows, _codes.Length, _weights, 1, _width, _scores);
        var count = T.CreateTruncating(_codes.Length);
        for (var i = 0; i < _codes.Length; i++)
        {
            var score = double.CreateTruncating(_scores[i] + intercept);
            var (loss, probability) = Loss(score);
            _losses[i] = T.CreateTruncating(loss - (_codes[i] * score));
            _derivatives[i] = T.CreateTruncating(probability - _codes[i]) / count;
        }

        RowProducts.Multiply<T>(_columns, _width, _derivatives, 1, _codes.Length, _gradient);
        TensorPrimitives.MultiplyAdd(_weights, T.CreateTruncating(_penalty), _gradient, _gradient);
        TensorPrimitives.ConvertTruncating((ReadOnlySpan<T>)_gradient, gradient[.._width]);
        gradient[_width] = double.CreateTruncating(PairwiseSum.Sum<T>(_derivatives));
        return double.CreateTruncating(PairwiseSum.Sum<T>(_losses) / count)
            + double.CreateTruncating(T.CreateTruncating(0.5 * _penalty) * TensorPrimitives.SumOfSquares<T>(_weights));
    }

    // log(1 + e^z) and 1 / (1 + e^-z), each without overflow and cancellation in its range.
    private static (double Loss, double Probability) Loss(double score)
    {
        if (score <= -37)
        {
            var tiny = Math.Exp(score);
            return (tiny, tiny);
        }

        var loss = score <= -2 ? LogOnePlus(Math.Exp(score))
            : score <= 18 ? Math.Log(1 + Math.Exp(score))
            : score + Math.Exp(-score);
        return (loss, 1 / (1 + Math.Exp(-score)));
    }

    // log(1 + x) for small x: the rounding of 1 + x cancels in the quotient (after Kahan).
    private static double LogOnePlus(double x)
    {
        var rounded = 1 + x;
        return rounded == 1 ? x : Math.Log(rounded) * x / (rounded - 1);
    }
}
