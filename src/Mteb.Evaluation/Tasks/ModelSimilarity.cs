using System.Numerics.Tensors;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Tasks;

/// <summary>The similarity that a model declares, of pairs of rows and of all rows with all rows.</summary>
/// <param name="function">The declared function.</param>
/// <param name="product">Multiplies matrices.</param>
internal sealed class ModelSimilarity(SimilarityFunction function, IMatrixProduct product)
{
    /// <summary>Similarity of row i of one matrix and row i of the other.</summary>
    public double[] Pairwise(EmbeddingMatrix a, EmbeddingMatrix b) => function switch
    {
        SimilarityFunction.Cosine => PairwiseSimilarity.Cosine(a, b),
        SimilarityFunction.Dot => PairwiseSimilarity.Dot(a, b),
        SimilarityFunction.Euclidean => PairwiseSimilarity.Negate(PairwiseSimilarity.EuclideanDistance(a, b)),
        SimilarityFunction.Manhattan => PairwiseSimilarity.Negate(PairwiseSimilarity.ManhattanDistance(a, b)),
        _ => throw new InvalidOperationException($"No rule for similarity {function}."),
    };

    /// <summary>Copies a row in the form in which <see cref="All"/> wants it: of length 1 for cosine, else as it is.</summary>
    public void Prepare(ReadOnlySpan<float> row, Span<float> target)
    {
        if (function == SimilarityFunction.Cosine)
        {
            PairwiseSimilarity.Normalise(row, target);
        }
        else
        {
            row.CopyTo(target);
        }
    }

    /// <summary>A matrix with all rows prepared.</summary>
    public float[] Prepare(EmbeddingMatrix matrix)
    {
        var prepared = new float[matrix.Rows * matrix.Columns];
        for (var row = 0; row < matrix.Rows; row++)
        {
            Prepare(matrix[row], prepared.AsSpan(row * matrix.Columns, matrix.Columns));
        }

        return prepared;
    }

    /// <summary>Similarities of all prepared rows with all prepared rows; equal pairs of rows give equal bits.</summary>
    /// <param name="a">Prepared rows.</param>
    /// <param name="aRows">How many.</param>
    /// <param name="b">Prepared rows.</param>
    /// <param name="bRows">How many.</param>
    /// <param name="columns">Length of a row.</param>
    /// <param name="result">Receives the similarities, row-major: a × b.</param>
    public void All(ReadOnlySpan<float> a, int aRows, ReadOnlySpan<float> b, int bRows, int columns, Span<float> result)
    {
        if (function is SimilarityFunction.Cosine or SimilarityFunction.Dot)
        {
            product.Multiply(a, aRows, b, bRows, columns, result);
            return;
        }

        var difference = new float[columns];
        for (var i = 0; i < aRows; i++)
        {
            for (var j = 0; j < bRows; j++)
            {
                TensorPrimitives.Subtract(a.Slice(i * columns, columns), b.Slice(j * columns, columns), difference);
                result[(i * bRows) + j] = function == SimilarityFunction.Euclidean
                    ? -TensorPrimitives.Norm<float>(difference)
                    : -TensorPrimitives.SumOfMagnitudes<float>(difference);
            }
        }
    }
}
