using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Mteb.Evaluation.Numerics;

/// <summary>Scalar products of all rows of two matrices in float32 or double; see <see cref="IMatrixProduct"/>.</summary>
internal static class RowProducts
{
    /// <summary>C = A · Bᵀ, everything row-major.</summary>
    public static void Multiply<T>(ReadOnlySpan<T> a, int aRows, ReadOnlySpan<T> b, int bRows, int columns, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            SimdMatrixProduct.Instance.Multiply(
                MemoryMarshal.Cast<T, float>(a), aRows, MemoryMarshal.Cast<T, float>(b), bRows, columns, MemoryMarshal.Cast<T, float>(result));
            return;
        }

        for (var i = 0; i < aRows; i++)
        {
            for (var j = 0; j < bRows; j++)
            {
                result[(i * bRows) + j] = TensorPrimitives.Dot(a.Slice(i * columns, columns), b.Slice(j * columns, columns));
            }
        }
    }

    /// <summary>The transposed matrix.</summary>
    public static T[] Transpose<T>(ReadOnlySpan<T> values, int rows, int columns)
    {
        // Squares of both matrices that stay in the first-level cache while they are turned.
        const int square = 32;
        var transposed = new T[rows * columns];
        for (var top = 0; top < rows; top += square)
        {
            for (var left = 0; left < columns; left += square)
            {
                for (var i = top; i < Math.Min(top + square, rows); i++)
                {
                    for (var j = left; j < Math.Min(left + square, columns); j++)
                    {
                        transposed[(j * rows) + i] = values[(i * columns) + j];
                    }
                }
            }
        }

        return transposed;
    }
}
