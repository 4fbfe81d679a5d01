using System.Numerics.Tensors;

namespace Mteb.Evaluation.Numerics;

/// <summary>
/// scikit-learn's <c>LinearRegression</c>: the minimum-norm least-squares solution for centred data; singular values below
/// 1e-6 of the largest count as zero. Computed in double from the eigenvectors of the smaller Gram matrix.
/// </summary>
public sealed class LeastSquares
{
    private const double SmallestSingularValue = 1e-6;

    private readonly double[] _weights;
    private readonly double _intercept;

    private LeastSquares(double[] weights, double intercept) => (_weights, _intercept) = (weights, intercept);

    /// <summary>Fits.</summary>
    /// <param name="rows">One vector a row.</param>
    /// <param name="targets">Target of each row; taken as float32, as the reference does with float32 vectors.</param>
    public static LeastSquares Fit(EmbeddingMatrix rows, ReadOnlySpan<double> targets)
    {
        var (count, width) = (rows.Rows, rows.Columns);
        var means = new double[width];
        var centred = new double[count][];
        for (var i = 0; i < count; i++)
        {
            centred[i] = new double[width];
            TensorPrimitives.ConvertTruncating(rows[i], (Span<double>)centred[i]);
            TensorPrimitives.Add<double>(means, centred[i], means);
        }

        TensorPrimitives.Divide(means, count, means);
        Array.ForEach(centred, row => TensorPrimitives.Subtract<double>(row, means, row));

        var deviations = new double[count];
        for (var i = 0; i < count; i++)
        {
            deviations[i] = (float)targets[i];
        }

        var mean = PairwiseSum.Mean(deviations);
        TensorPrimitives.Subtract(deviations, mean, deviations);

        var weights = count < width ? SolveByRows(centred, deviations, width) : SolveByColumns(centred, deviations, width);
        return new LeastSquares(weights, mean - TensorPrimitives.Dot<double>(means, weights));
    }

    /// <summary>The prediction of each row, rounded to float32.</summary>
    public double[] Predict(EmbeddingMatrix rows)
    {
        var predicted = new double[rows.Rows];
        var wide = new double[rows.Columns];
        for (var i = 0; i < predicted.Length; i++)
        {
            TensorPrimitives.ConvertTruncating(rows[i], (Span<double>)wide);
            predicted[i] = (float)(TensorPrimitives.Dot<double>(wide, _weights) + _intercept);
        }

        return predicted;
    }

    // w = V diag(1/s) Vᵀ Xᵀ y with XᵀX = V diag(s) Vᵀ.
    private static double[] SolveByColumns(double[][] rows, double[] targets, int width)
    {
        var columns = Enumerable.Range(0, width).Select(j => Array.ConvertAll(rows, row => row[j])).ToArray();
        var moments = Array.ConvertAll(columns, column => TensorPrimitives.Dot<double>(column, targets));
        return Invert(Gram(columns), moments);
    }

    // w = Xᵀ V diag(1/s) Vᵀ y with XXᵀ = V diag(s) Vᵀ.
    private static double[] SolveByRows(double[][] rows, double[] targets, int width)
    {
        var shares = Invert(Gram(rows), targets);
        var weights = new double[width];
        for (var i = 0; i < rows.Length; i++)
        {
            TensorPrimitives.MultiplyAdd(rows[i], shares[i], weights, weights);
        }

        return weights;
    }

    private static double[][] Gram(double[][] vectors)
    {
        var gram = Array.ConvertAll(vectors, _ => new double[vectors.Length]);
        Parallel.For(0, vectors.Length, i =>
        {
            for (var j = 0; j <= i; j++)
            {
                gram[i][j] = TensorPrimitives.Dot<double>(vectors[i], vectors[j]);
            }
        });
        for (var i = 0; i < gram.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                gram[j][i] = gram[i][j];
            }
        }

        return gram;
    }

    private static double[] Invert(double[][] gram, double[] right)
    {
        var eigen = SymmetricEigen.Decompose(gram);
        var limit = eigen.Values.Max() * SmallestSingularValue * SmallestSingularValue;
        var solution = new double[right.Length];
        for (var i = 0; i < right.Length; i++)
        {
            if (eigen.Values[i] > limit)
            {
                var share = TensorPrimitives.Dot<double>(eigen.Vectors[i], right) / eigen.Values[i];
                TensorPrimitives.MultiplyAdd(eigen.Vectors[i], share, solution, solution);
            }
        }

        return solution;
    }
}
