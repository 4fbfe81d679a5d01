using System.Numerics.Tensors;
using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Verification;

/// <summary>How far the vectors of different texts lie apart.</summary>
/// <param name="MeanCosine">Mean cosine over all pairs; NaN for fewer than two vectors.</param>
/// <param name="EffectiveRank">
/// e to the entropy of the shares of the singular values of the centred vectors (Roy and Vetterli, 2007): how many directions the
/// vectors really use; 0 when they do not differ at all.
/// </param>
/// <param name="ZeroVectors">Vectors that are zero.</param>
/// <param name="EqualVectors">Vectors that equal an earlier one, number by number.</param>
public sealed record EmbeddingSpread(double MeanCosine, double EffectiveRank, int ZeroVectors, int EqualVectors)
{
    /// <summary>Measures vectors.</summary>
    /// <param name="vectors">One row per text; a few hundred at most, as all pairs are compared.</param>
    public static EmbeddingSpread Measure(EmbeddingMatrix vectors)
    {
        var (zeros, equals) = (0, 0);
        for (var i = 0; i < vectors.Rows; i++)
        {
            zeros += vectors[i].ContainsAnyExcept(0f) ? 0 : 1;
            equals += EqualsEarlier(vectors, i) ? 1 : 0;
        }

        return new EmbeddingSpread(MeanOfCosines(vectors), Rank(vectors), zeros, equals);
    }

    private static bool EqualsEarlier(EmbeddingMatrix vectors, int row)
    {
        for (var earlier = 0; earlier < row; earlier++)
        {
            if (vectors[earlier].SequenceEqual(vectors[row]))
            {
                return true;
            }
        }

        return false;
    }

    private static double MeanOfCosines(EmbeddingMatrix vectors)
    {
        var (sum, pairs) = (0.0, 0);
        for (var i = 0; i < vectors.Rows; i++)
        {
            for (var j = 0; j < i; j++, pairs++)
            {
                var cosine = TensorPrimitives.CosineSimilarity(vectors[i], vectors[j]);
                sum += float.IsFinite(cosine) ? cosine : 0;
            }
        }

        return sum / pairs;
    }

    // The singular values are the roots of the eigenvalues of the matrix of all products, rows by rows.
    private static double Rank(EmbeddingMatrix vectors)
    {
        var centred = Centre(vectors);
        var products = new double[vectors.Rows][];
        for (var i = 0; i < products.Length; i++)
        {
            products[i] = new double[products.Length];
            for (var j = 0; j < products.Length; j++)
            {
                products[i][j] = TensorPrimitives.Dot(centred[i], centred[j]);
            }
        }

        var singular = SymmetricEigen.Decompose(products).Values.Select(value => Math.Sqrt(Math.Max(value, 0))).ToArray();
        var total = singular.Sum();
        return total == 0 ? 0 : Math.Exp(-singular.Where(value => value > 0).Sum(value => value / total * Math.Log(value / total)));
    }

    private static double[][] Centre(EmbeddingMatrix vectors)
    {
        var mean = new double[vectors.Columns];
        for (var i = 0; i < vectors.Rows; i++)
        {
            for (var column = 0; column < mean.Length; column++)
            {
                mean[column] += vectors[i][column] / (double)vectors.Rows;
            }
        }

        var centred = new double[vectors.Rows][];
        for (var i = 0; i < centred.Length; i++)
        {
            centred[i] = new double[mean.Length];
            for (var column = 0; column < mean.Length; column++)
            {
                centred[i][column] = vectors[i][column] - mean[column];
            }
        }

        return centred;
    }
}
