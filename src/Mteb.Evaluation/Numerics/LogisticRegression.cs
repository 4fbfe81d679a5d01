using System.Numerics;
using System.Numerics.Tensors;

namespace Mteb.Evaluation.Numerics;

/// <summary>
/// scikit-learn's <c>LogisticRegression(max_iter=100)</c>: C = 1, L2 penalty, L-BFGS from zero with tolerance 1e-4.
/// Float32 data are fitted with float32 roundings, double data in double.
/// </summary>
public static class LogisticRegression
{
    /// <summary>Fits.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="rows">The vectors, row-major.</param>
    /// <param name="width">Length of a vector.</param>
    /// <param name="codes">Class of each row: position of its label among the sorted distinct labels.</param>
    /// <param name="classes">Number of classes, at least two; every one occurs.</param>
    public static LogisticModel<T> Fit<T>(ReadOnlySpan<T> rows, int width, int[] codes, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        var penalty = 1.0 / codes.Length;
        IObjective loss = classes == 2
            ? new LogisticLoss<T>(rows, width, codes, penalty)
            : new SoftmaxLoss<T>(rows, width, codes, classes, penalty);
        var minimum = Lbfgs.Minimise(loss);
        var variables = new T[minimum.Point.Length];
        TensorPrimitives.ConvertTruncating(minimum.Point, (Span<T>)variables);
        var vectors = classes == 2 ? 1 : classes;
        return new LogisticModel<T>(classes, width, variables[..(vectors * width)], variables[(vectors * width)..], minimum.Iterations);
    }
}

/// <summary>A fitted logistic regression.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class LogisticModel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _classes;
    private readonly int _width;

    internal LogisticModel(int classes, int width, T[] coefficients, T[] intercepts, int iterations)
    {
        (_classes, _width) = (classes, width);
        (Coefficients, Intercepts, Iterations) = (coefficients, intercepts, iterations);
    }

    /// <summary>Weights, one row per class; a single row, that of the second class, when there are two classes.</summary>
    public T[] Coefficients { get; }

    /// <summary>One intercept per row of weights.</summary>
    public T[] Intercepts { get; }

    /// <summary>Number of iterations of the optimiser.</summary>
    public int Iterations { get; }

    /// <summary>The class of each row: the second of two where the score is above 0, else the first with the highest score.</summary>
    /// <param name="rows">The vectors, row-major.</param>
    public int[] Predict(ReadOnlySpan<T> rows)
    {
        var count = rows.Length / _width;
        var vectors = Intercepts.Length;
        var predicted = new int[count];
        const int block = 1024;
        var scores = new T[Math.Min(block, count) * vectors];
        for (var start = 0; start < count; start += block)
        {
            var size = Math.Min(block, count - start);
            RowProducts.Multiply(rows.Slice(start * _width, size * _width), size, Coefficients, vectors, _width, scores);
            for (var i = 0; i < size; i++)
            {
                predicted[start + i] = Decide(scores.AsSpan(i * vectors, vectors));
            }
        }

        return predicted;
    }

    private int Decide(Span<T> scores)
    {
        TensorPrimitives.Add<T>(scores, Intercepts, scores);
        if (_classes == 2)
        {
            return scores[0] > T.Zero ? 1 : 0;
        }

        var best = 0;
        for (var c = 1; c < scores.Length; c++)
        {
            if (scores[c] > scores[best])
            {
                best = c;
            }
        }

        return best;
    }
}
