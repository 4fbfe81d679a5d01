using System.Runtime.InteropServices;

namespace Mteb.Evaluation.Datasets.DuckDb;

/// <summary>A column of a chunk. The caller knows its type: the statement says it. Valid while the chunk is the current one.</summary>
internal readonly unsafe ref struct DuckDbVector
{
    private readonly nint _vector;
    private readonly void* _data;
    private readonly ulong* _validity;

    internal DuckDbVector(nint vector)
    {
        _vector = vector;
        _data = DuckDbNative.VectorData(vector);
        _validity = DuckDbNative.VectorValidity(vector);
    }

    /// <summary>The elements of all lists of a LIST column, one list after another.</summary>
    public DuckDbVector Elements => new(DuckDbNative.ListChild(_vector));

    /// <summary>Whether a row has no value.</summary>
    public bool IsNull(int row) => _validity != null && (_validity[row >> 6] & (1UL << (row & 63))) == 0;

    /// <summary>A VARCHAR as UTF-8, which DuckDB has checked.</summary>
    public ReadOnlySpan<byte> Text(int row)
    {
        var text = (NativeText*)_data + row;
        return new ReadOnlySpan<byte>(text->Length <= NativeText.Inlined ? text->Inline : text->Pointer, (int)text->Length);
    }

    /// <summary>A BIGINT.</summary>
    public long Integer(int row) => ((long*)_data)[row];

    /// <summary>A DOUBLE.</summary>
    public double Number(int row) => ((double*)_data)[row];

    /// <summary>Which of the <see cref="Elements"/> a LIST holds.</summary>
    public (int Start, int Count) List(int row)
    {
        var entry = (ulong*)_data + (2 * row);
        return ((int)entry[0], (int)entry[1]);
    }

    // duckdb_string_t: short texts stand in the value itself, longer ones behind a pointer.
    [StructLayout(LayoutKind.Explicit, Size = 16)]
    private struct NativeText
    {
        internal const int Inlined = 12;

        [FieldOffset(0)]
        internal uint Length;

        [FieldOffset(4)]
        internal fixed byte Inline[Inlined];

        [FieldOffset(8)]
        internal byte* Pointer;
    }
}
