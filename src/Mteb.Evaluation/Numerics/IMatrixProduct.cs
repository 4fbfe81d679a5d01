namespace Mteb.Evaluation.Numerics;

/// <summary>
/// Scalar products of all rows of one float32 matrix with all rows of another: C = A · Bᵀ. Every element is summed over
/// its columns in the same fixed order, wherever it stands and however the work is divided, so that equal pairs of rows
/// give equal bits.
/// </summary>
public interface IMatrixProduct
{
    /// <summary>Multiplies.</summary>
    /// <param name="a">A, row-major: <paramref name="aRows"/> × <paramref name="columns"/>.</param>
    /// <param name="aRows">Rows of A.</param>
    /// <param name="b">B, row-major: <paramref name="bRows"/> × <paramref name="columns"/>.</param>
    /// <param name="bRows">Rows of B.</param>
    /// <param name="columns">Columns of both.</param>
    /// <param name="result">Receives C, row-major: <paramref name="aRows"/> × <paramref name="bRows"/>.</param>
    void Multiply(
        ReadOnlySpan<float> a, int aRows, ReadOnlySpan<float> b, int bRows, int columns, Span<float> result);
}
