using System.Numerics.Tensors;

namespace Mteb.Evaluation.Numerics;

/// <summary>
/// Eigenvalues and eigenvectors of a symmetric matrix: Householder's reduction to tridiagonal form, then implicit QL steps
/// (Golub and Van Loan, chapter 8). Vectors are held as rows, so that every inner loop runs along memory.
/// </summary>
internal sealed class SymmetricEigen
{
    private const int MostSteps = 60;

    private readonly int _size;
    private readonly double[][] _matrix;
    private readonly double[] _diagonal;
    private readonly double[] _beside;

    private SymmetricEigen(double[][] matrix)
    {
        (_size, _matrix) = (matrix.Length, matrix);
        _diagonal = new double[_size];
        _beside = new double[_size];
        Vectors = new double[_size][];
        for (var i = 0; i < _size; i++)
        {
            Vectors[i] = new double[_size];
            Vectors[i][i] = 1;
        }
    }

    /// <summary>The eigenvalues, in no order.</summary>
    public IReadOnlyList<double> Values => _diagonal;

    /// <summary>The eigenvectors, of length 1, in the order of the values.</summary>
    public double[][] Vectors { get; }

    /// <summary>Decomposes a matrix, whose content is lost.</summary>
    public static SymmetricEigen Decompose(double[][] matrix)
    {
        var eigen = new SymmetricEigen(matrix);
        eigen.Reduce();
        eigen.Diagonalise();
        return eigen;
    }

    // Reflections I - beta v vᵀ, each from both sides. Vectors collects Qᵀ by rows: row i is column i of the product.
    private void Reduce()
    {
        var reflections = new List<(int Start, double Beta, double[] Vector)>();
        for (var k = 0; k + 2 < _size; k++)
        {
            var column = _matrix[k].AsSpan(k + 1);
            var norm = TensorPrimitives.Norm<double>(column);
            _diagonal[k] = _matrix[k][k];
            var signed = column[0] > 0 ? -norm : norm;
            _beside[k] = signed;
            if (norm == 0)
            {
                continue;
            }

            var vector = column.ToArray();
            vector[0] -= signed;
            var beta = 2 / TensorPrimitives.SumOfSquares<double>(vector);
            Reflect(k + 1, beta, vector);
            reflections.Add((k + 1, beta, vector));
        }

        for (var k = Math.Max(_size - 2, 0); k < _size; k++)
        {
            _diagonal[k] = _matrix[k][k];
            if (k + 1 < _size)
            {
                _beside[k] = _matrix[k][k + 1];
            }
        }

        foreach (var (start, beta, vector) in Enumerable.Reverse(reflections))
        {
            Accumulate(start, beta, vector);
        }
    }

    // A becomes A - v wᵀ - w vᵀ in the block from start on.
    private void Reflect(int start, double beta, double[] vector)
    {
        var size = vector.Length;
        var product = new double[size];
        for (var i = 0; i < size; i++)
        {
            product[i] = beta * TensorPrimitives.Dot<double>(_matrix[start + i].AsSpan(start), vector);
        }

        var share = beta / 2 * TensorPrimitives.Dot<double>(product, vector);
        TensorPrimitives.MultiplyAdd(vector, -share, product, product);
        for (var i = 0; i < size; i++)
        {
            var row = _matrix[start + i].AsSpan(start);
            TensorPrimitives.MultiplyAdd(vector, -product[i], row, row);
            TensorPrimitives.MultiplyAdd(product, -vector[i], row, row);
        }
    }

    // Q = H1 H2 ... is built from the last reflection on; Vectors holds Q transposed, so a row is one column of Q.
    private void Accumulate(int start, double beta, double[] vector)
    {
        for (var i = start; i < _size; i++)
        {
            var row = Vectors[i].AsSpan(start);
            TensorPrimitives.MultiplyAdd(vector, -beta * TensorPrimitives.Dot<double>(row, vector), row, row);
        }
    }

    private void Diagonalise()
    {
        for (var low = 0; low < _size; low++)
        {
            for (var steps = 0; steps < MostSteps && EndOfBlock(low) is var end && end > low; steps++)
            {
                Step(low, end);
            }
        }
    }

    private int EndOfBlock(int low)
    {
        var end = low;
        while (end + 1 < _size && Math.Abs(_beside[end]) > double.BitIncrement(0) + (1.1e-16 * (Math.Abs(_diagonal[end]) + Math.Abs(_diagonal[end + 1]))))
        {
            end++;
        }

        return end;
    }

    // One implicit QL step with Wilkinson's shift: rotations chase the bulge from the end of the block to its start.
    private void Step(int low, int end)
    {
        var (d, e) = (_diagonal, _beside);
        var half = (d[low + 1] - d[low]) / (2 * e[low]);
        var shift = d[end] - d[low] + (e[low] / (half + double.CopySign(double.Hypot(half, 1), half)));
        double sine = 1, cosine = 1, moved = 0;
        for (var i = end - 1; i >= low; i--)
        {
            var (f, b) = (sine * e[i], cosine * e[i]);
            var radius = double.Hypot(f, shift);
            e[i + 1] = radius;
            if (radius == 0)
            {
                d[i + 1] -= moved;
                e[end] = 0;
                return;
            }

            (sine, cosine) = (f / radius, shift / radius);
            var rest = d[i + 1] - moved;
            var turn = ((d[i] - rest) * sine) + (2 * cosine * b);
            moved = sine * turn;
            d[i + 1] = rest + moved;
            shift = (cosine * turn) - b;
            Rotate(Vectors[i], Vectors[i + 1], sine, cosine);
        }

        d[low] -= moved;
        e[low] = shift;
        e[end] = 0;
    }

    private static void Rotate(double[] lower, double[] upper, double sine, double cosine)
    {
        for (var k = 0; k < lower.Length; k++)
        {
            var (x, y) = (lower[k], upper[k]);
            upper[k] = (sine * x) + (cosine * y);
            lower[k] = (cosine * x) - (sine * y);
        }
    }
}
