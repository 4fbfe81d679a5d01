using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mteb.Evaluation.Numerics;

/// <summary>
/// The matrix product in managed code. Eight partial sums run over the columns with fused multiply-add, are added in
/// pairs, and the columns left over follow one by one: the same order for every element and on every machine. Tiles of
/// rows share loaded values in registers; the rows of B are taken in blocks that stay in the first-level cache.
/// </summary>
public sealed class SimdMatrixProduct : IMatrixProduct
{
    private const int Lanes = 8;
    private const int TileRows = 3;
    private const int TileColumns = 4;
    private const int BlockBytes = 128 * 1024;

    /// <summary>The only instance that is needed; it has no state.</summary>
    public static readonly SimdMatrixProduct Instance = new();

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<float> a, int aRows, ReadOnlySpan<float> b, int bRows, int columns, Span<float> result)
    {
        Check(a, aRows, columns, nameof(a));
        Check(b, bRows, columns, nameof(b));
        Check(result, aRows, bRows, nameof(result));

        var block = Math.Max(BlockBytes / sizeof(float) / Math.Max(columns, 1) / TileColumns, 1) * TileColumns;
        for (var start = 0; start < bRows; start += block)
        {
            MultiplyBlock(a, aRows, b, start, Math.Min(start + block, bRows), bRows, columns, result);
        }
    }

    private static void Check(ReadOnlySpan<float> values, int rows, int columns, string name)
    {
        if (values.Length < (long)rows * columns)
        {
            throw new ArgumentException($"{rows} × {columns} values are needed, {values.Length} are there.", name);
        }
    }

    private static void MultiplyBlock(
        ReadOnlySpan<float> a, int aRows, ReadOnlySpan<float> b, int bStart, int bEnd, int bRows, int columns, Span<float> result)
    {
        ref var a0 = ref MemoryMarshal.GetReference(a);
        ref var b0 = ref MemoryMarshal.GetReference(b);
        ref var c0 = ref MemoryMarshal.GetReference(result);
        var i = 0;
        for (; i + TileRows <= aRows; i += TileRows)
        {
            ref var aTile = ref Unsafe.Add(ref a0, (nint)i * columns);
            var j = bStart;
            for (; j + TileColumns <= bEnd; j += TileColumns)
            {
                Tile(
                    ref aTile, ref Unsafe.Add(ref b0, (nint)j * columns), ref Unsafe.Add(ref c0, ((nint)i * bRows) + j), columns, bRows);
            }

            for (; j < bEnd; j++)
            {
                Column(
                    ref aTile, ref Unsafe.Add(ref b0, (nint)j * columns), ref Unsafe.Add(ref c0, ((nint)i * bRows) + j), columns, bRows);
            }
        }

        for (; i < aRows; i++)
        {
            ref var aRow = ref Unsafe.Add(ref a0, (nint)i * columns);
            var j = bStart;
            for (; j + TileColumns <= bEnd; j += TileColumns)
            {
                Row(ref aRow, ref Unsafe.Add(ref b0, (nint)j * columns), ref Unsafe.Add(ref c0, ((nint)i * bRows) + j), columns);
            }

            for (; j < bEnd; j++)
            {
                Unsafe.Add(ref c0, ((nint)i * bRows) + j) =
                    Dot(ref Unsafe.Add(ref a0, (nint)i * columns), ref Unsafe.Add(ref b0, (nint)j * columns), columns);
            }
        }
    }

    // Twelve sums, three values of A and one of B at a time: sixteen registers.
    private static void Tile(ref float a, ref float b, ref float c, int columns, int stride)
    {
        ref var a1 = ref Unsafe.Add(ref a, columns);
        ref var a2 = ref Unsafe.Add(ref a, 2 * columns);
        ref var b1 = ref Unsafe.Add(ref b, columns);
        ref var b2 = ref Unsafe.Add(ref b, 2 * columns);
        ref var b3 = ref Unsafe.Add(ref b, 3 * columns);
        Vector256<float> s00 = default, s01 = default, s02 = default, s03 = default;
        Vector256<float> s10 = default, s11 = default, s12 = default, s13 = default;
        Vector256<float> s20 = default, s21 = default, s22 = default, s23 = default;
        nint k = 0;
        for (; k + Lanes <= columns; k += Lanes)
        {
            var x0 = Load(ref a, k);
            var x1 = Load(ref a1, k);
            var x2 = Load(ref a2, k);
            var y = Load(ref b, k);
            s00 = Fuse(x0, y, s00);
            s10 = Fuse(x1, y, s10);
            s20 = Fuse(x2, y, s20);
            y = Load(ref b1, k);
            s01 = Fuse(x0, y, s01);
            s11 = Fuse(x1, y, s11);
            s21 = Fuse(x2, y, s21);
            y = Load(ref b2, k);
            s02 = Fuse(x0, y, s02);
            s12 = Fuse(x1, y, s12);
            s22 = Fuse(x2, y, s22);
            y = Load(ref b3, k);
            s03 = Fuse(x0, y, s03);
            s13 = Fuse(x1, y, s13);
            s23 = Fuse(x2, y, s23);
        }

        StoreRow(ref c, s00, s01, s02, s03, ref a, ref b, k, columns);
        StoreRow(ref Unsafe.Add(ref c, stride), s10, s11, s12, s13, ref a1, ref b, k, columns);
        StoreRow(ref Unsafe.Add(ref c, 2 * (nint)stride), s20, s21, s22, s23, ref a2, ref b, k, columns);
    }

    // The same for a single row of A: four sums that do not wait for one another.
    private static void Row(ref float a, ref float b, ref float c, int columns)
    {
        ref var b1 = ref Unsafe.Add(ref b, columns);
        ref var b2 = ref Unsafe.Add(ref b, 2 * columns);
        ref var b3 = ref Unsafe.Add(ref b, 3 * columns);
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
        nint k = 0;
        for (; k + Lanes <= columns; k += Lanes)
        {
            var x = Load(ref a, k);
            s0 = Fuse(x, Load(ref b, k), s0);
            s1 = Fuse(x, Load(ref b1, k), s1);
            s2 = Fuse(x, Load(ref b2, k), s2);
            s3 = Fuse(x, Load(ref b3, k), s3);
        }

        StoreRow(ref c, s0, s1, s2, s3, ref a, ref b, k, columns);
    }

    // The same for a single row of B.
    private static void Column(ref float a, ref float b, ref float c, int columns, int stride)
    {
        ref var a1 = ref Unsafe.Add(ref a, columns);
        ref var a2 = ref Unsafe.Add(ref a, 2 * columns);
        Vector256<float> s0 = default, s1 = default, s2 = default;
        nint k = 0;
        for (; k + Lanes <= columns; k += Lanes)
        {
            var y = Load(ref b, k);
            s0 = Fuse(Load(ref a, k), y, s0);
            s1 = Fuse(Load(ref a1, k), y, s1);
            s2 = Fuse(Load(ref a2, k), y, s2);
        }

        c = Finish(s0, ref a, ref b, k, columns);
        Unsafe.Add(ref c, stride) = Finish(s1, ref a1, ref b, k, columns);
        Unsafe.Add(ref c, 2 * (nint)stride) = Finish(s2, ref a2, ref b, k, columns);
    }

    private static void StoreRow(
        ref float c, Vector256<float> s0, Vector256<float> s1, Vector256<float> s2, Vector256<float> s3,
        ref float a, ref float b, nint k, int columns)
    {
        c = Finish(s0, ref a, ref b, k, columns);
        Unsafe.Add(ref c, 1) = Finish(s1, ref a, ref Unsafe.Add(ref b, columns), k, columns);
        Unsafe.Add(ref c, 2) = Finish(s2, ref a, ref Unsafe.Add(ref b, 2 * columns), k, columns);
        Unsafe.Add(ref c, 3) = Finish(s3, ref a, ref Unsafe.Add(ref b, 3 * columns), k, columns);
    }

    private static float Dot(ref float a, ref float b, int columns)
    {
        Vector256<float> sums = default;
        nint k = 0;
        for (; k + Lanes <= columns; k += Lanes)
        {
            sums = Fuse(Load(ref a, k), Load(ref b, k), sums);
        }

        return Finish(sums, ref a, ref b, k, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Finish(Vector256<float> sums, ref float a, ref float b, nint k, int columns)
    {
        var four = sums.GetLower() + sums.GetUpper();
        var sum = (four[0] + four[1]) + (four[2] + four[3]);
        for (; k < columns; k++)
        {
            sum = MathF.FusedMultiplyAdd(Unsafe.Add(ref a, k), Unsafe.Add(ref b, k), sum);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(ref float source, nint offset) => Vector256.LoadUnsafe(ref source, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Fuse(Vector256<float> x, Vector256<float> y, Vector256<float> sum) =>
        Vector256.FusedMultiplyAdd(x, y, sum);
}
