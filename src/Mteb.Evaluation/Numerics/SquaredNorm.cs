using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mteb.Evaluation.Numerics;

/// <summary>
/// Sums of squares in float32 with the order of additions of numpy's <c>einsum</c> on x86-64: four lanes, sixteen values
/// a turn, the last four first, no fused multiply-add. scikit-learn's norms and distances are made of them.
/// </summary>
internal static class SquaredNorm
{
    private const int Lanes = 4;

    /// <summary>The sum of squares of the values.</summary>
    public static float Of(ReadOnlySpan<float> values)
    {
        var sums = Vector128<float>.Zero;
        while (values.Length >= 4 * Lanes)
        {
            for (var part = 3; part >= 0; part--)
            {
                sums = AddSquares(sums, Vector128.Create(values.Slice(part * Lanes, Lanes)));
            }

            values = values[(4 * Lanes)..];
        }

        Span<float> rest = stackalloc float[4 * Lanes];
        rest.Clear();
        values.CopyTo(rest);
        foreach (var part in MemoryMarshal.Cast<float, Vector128<float>>(rest))
        {
            sums = AddSquares(sums, part);
        }

        return (sums[0] + sums[1]) + (sums[2] + sums[3]);
    }

    private static Vector128<float> AddSquares(Vector128<float> sums, Vector128<float> values) => sums + (values * values);
}
