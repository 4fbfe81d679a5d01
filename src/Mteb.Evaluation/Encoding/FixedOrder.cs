using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mteb.Evaluation.Encoding;

/// <summary>
/// Sums whose order depends on the length alone. <c>TensorPrimitives.Dot</c> and <c>Norm</c> do not serve where bits count:
/// they align their loads, so that the order of their sums depends on where in memory the numbers happen to lie.
/// </summary>
internal static class FixedOrder
{
    /// <summary>The scalar product, summed in four interleaved vectors of eight, then the rest one by one.</summary>
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        if (left.Length != right.Length)
        {
            throw new ArgumentException("Both vectors must have the same length.", nameof(right));
        }

        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        var (s0, s1, s2, s3) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        nuint i = 0;
        for (; i + 32 <= (nuint)left.Length; i += 32)
        {
            s0 += Vector256.LoadUnsafe(ref a, i) * Vector256.LoadUnsafe(ref b, i);
            s1 += Vector256.LoadUnsafe(ref a, i + 8) * Vector256.LoadUnsafe(ref b, i + 8);
            s2 += Vector256.LoadUnsafe(ref a, i + 16) * Vector256.LoadUnsafe(ref b, i + 16);
            s3 += Vector256.LoadUnsafe(ref a, i + 24) * Vector256.LoadUnsafe(ref b, i + 24);
        }

        var sum = Vector256.Sum(s0 + s1 + (s2 + s3));
        for (; i < (nuint)left.Length; i++)
        {
            sum += left[(int)i] * right[(int)i];
        }

        return sum;
    }
}
