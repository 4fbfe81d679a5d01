using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Tests.Numerics;

public sealed class LeastSquaresTests
{
    [Theory]
    [InlineData(200, 12)]
    [InlineData(10, 40)]
    public void A_linear_target_is_predicted_exactly(int rows, int columns)
    {
        var random = new NumpyGenerator(7);
        float[] values = [.. Enumerable.Range(0, rows * columns).Select(_ => (float)(random.NextDouble() - 0.5))];
        var matrix = new EmbeddingMatrix(values, rows, columns);
        double[] targets = [.. Enumerable.Range(0, rows).Select(i => 3 + Enumerable.Range(0, columns).Sum(j => (j - 2.5) * matrix[i][j]))];

        var predicted = LeastSquares.Fit(matrix, targets).Predict(matrix);

        predicted.Should().Equal(targets, (left, right) => Math.Abs(left - right) < 1e-4);
    }

    [Fact]
    public void Equal_columns_share_the_weight()
    {
        float[] values = [1, 1, 2, 2, 3, 3, 4, 4];
        var model = LeastSquares.Fit(new EmbeddingMatrix(values, 4, 2), [2, 4, 6, 8]);
        model.Predict(new EmbeddingMatrix(new float[] { 1, 3, 10, 0 }, 2, 2)).Should().Equal([4, 10], (left, right) => Math.Abs(left - right) < 1e-5);
    }

    [Fact]
    public void Eigenvectors_rebuild_the_matrix()
    {
        const int size = 30;
        var random = new NumpyGenerator(3);
        var matrix = Enumerable.Range(0, size).Select(_ => new double[size]).ToArray();
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                matrix[i][j] = matrix[j][i] = random.NextDouble() - 0.5;
            }
        }

        var eigen = SymmetricEigen.Decompose([.. matrix.Select(row => row.ToArray())]);

        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                Enumerable.Range(0, size).Sum(k => eigen.Values[k] * eigen.Vectors[k][i] * eigen.Vectors[k][j]).Should().BeApproximately(matrix[i][j], 1e-12);
            }
        }
    }
}
