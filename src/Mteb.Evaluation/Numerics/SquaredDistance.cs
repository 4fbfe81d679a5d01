using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mteb.Evaluation.Numerics;

/// <summary>Squared distances of float32 rows: differences and squares in float32, their sum in double.</summary>
internal static class SquaredDistance
{
    /// <summary>The squared distance of two rows of one length.</summary>
    public static double Of(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        Vector256<double> lower = default, upper = default;
        var i = 0;
        for (; i + Vector256<float>.Count <= left.Length; i += Vector256<float>.Count)
        {
            var difference = Vector256.LoadUnsafe(ref a, (nuint)i) - Vector256.LoadUnsafe(ref b, (nuint)i);
            var (low, high) = Vector256.Widen(difference * difference);
            lower += low;
            upper += high;
        }

        var sum = Vector256.Sum(lower + upper);
        for (; i < left.Length; i++)
        {
            var difference = left[i] - right[i];
            sum += difference * difference;
        }

        return sum;
    }
}
