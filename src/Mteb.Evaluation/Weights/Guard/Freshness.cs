using Mteb.Evaluation.Weights.Graphs;

namespace Mteb.Evaluation.Weights.Guard;

/// <summary>
/// Tells numbers that were drawn from numbers that were trained. Drawn ones are alike everywhere: all rows of a matrix are of one
/// size, as far as chance allows, and their distribution is that of the generator. Training makes some rows larger than others.
/// </summary>
internal static class Freshness
{
    // Deviations that chance exceeds about once in a hundred million matrices.
    private const double Errors = 6;

    // Kurtosis of a uniform distribution, less a little, and of a normal one, more a little: truncated normals lie between.
    private const double LeastKurtosis = 1.75;
    private const double LargestKurtosis = 3.2;

    /// <summary>Whether a matrix looks as if its numbers had been drawn independently, from a uniform or a (truncated) normal distribution.</summary>
    public static bool IsDrawn(TensorStatistics tensor)
    {
        if (tensor.Rows < 2 || tensor.NotFinite > 0 || tensor.IsConstant)
        {
            return false;
        }

        var kurtosisError = Errors * Math.Sqrt(24.0 / tensor.Count);
        var meanError = Errors * tensor.StandardDeviation / Math.Sqrt(tensor.Count);
        var dispersionError = Errors * Math.Sqrt(2.0 / tensor.Rows);
        return tensor.Kurtosis > LeastKurtosis - kurtosisError && tensor.Kurtosis < LargestKurtosis + kurtosisError
            && Math.Abs(tensor.Mean) < meanError
            && Math.Abs(tensor.RowDispersion - 1) < dispersionError;
    }

    /// <summary>Whether a matrix looks as if its numbers had been drawn from a normal distribution of a standard deviation, around 0.</summary>
    public static bool IsNormal(TensorStatistics tensor, double deviation) =>
        IsDrawn(tensor)
        && Math.Abs(tensor.Kurtosis - 3) < Errors * Math.Sqrt(24.0 / tensor.Count)
        && Math.Abs(tensor.StandardDeviation / deviation - 1) < Math.Max(Errors / Math.Sqrt(2.0 * tensor.Count), 0.004);

    /// <summary>Whether numbers look as if they had been drawn uniformly from within a bound on both sides of 0.</summary>
    public static bool IsUniform(TensorStatistics tensor, double bound)
    {
        var reach = Math.Max(Math.Abs(tensor.Minimum), Math.Abs(tensor.Maximum)) / bound;
        var deviation = bound / Math.Sqrt(3);
        return tensor is { NotFinite: 0, IsConstant: false }
            && reach <= 1.0001 && reach > 1 - 10.0 / tensor.Count
            && Math.Abs(tensor.StandardDeviation / deviation - 1) < Errors * Math.Sqrt(0.8 / (4.0 * tensor.Count))
            && Math.Abs(tensor.Kurtosis - 1.8) < Errors * Math.Sqrt(5.0 / tensor.Count);
    }

    /// <summary>Whether a part of a model, a layer for example, is as its constructor left it: norms and biases exactly, matrices drawn.</summary>
    /// <param name="tensors">The part's tensors.</param>
    /// <returns>True when there are matrices, all drawn, and every other tensor has its first value.</returns>
    public static bool IsUntouched(IReadOnlyList<ExaminedTensor> tensors)
    {
        var matrices = tensors.Where(tensor => tensor.Need.Role == TensorRole.Matrix).ToList();
        var others = tensors.Where(tensor => tensor.Need.Role is not (TensorRole.Matrix or TensorRole.Table)).ToList();
        return matrices.Count > 0 && others.Count > 0
            && matrices.All(matrix => IsDrawn(matrix.Statistics))
            && others.All(other => other.Statistics.IsAll(other.Need.Role == TensorRole.NormWeight ? 1 : 0));
    }
}

/// <summary>A tensor that a graph takes, and what its numbers look like.</summary>
/// <param name="Need">The tensor.</param>
/// <param name="Statistics">Its numbers.</param>
public sealed record ExaminedTensor(TensorNeed Need, TensorStatistics Statistics);
