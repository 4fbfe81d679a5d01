using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace Mteb.Evaluation.Numerics;

/// <summary>
/// Vectors in a file: float32 values of this machine's byte order, row after row, without a head. Only the pages that are
/// being read are in memory, and the system can drop them at any time.
/// </summary>
public sealed class MappedVectors : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private MappedVectors(MemoryMappedFile file, long rows, int columns)
    {
        _file = file;
        _view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        (Rows, Columns) = (rows, columns);
    }

    /// <summary>Number of vectors.</summary>
    public long Rows { get; }

    /// <summary>Length of each vector.</summary>
    public int Columns { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Length of a vector.</param>
    /// <exception cref="ArgumentException">The file is empty, or does not hold whole vectors of this length.</exception>
    public static MappedVectors Open(string path, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        var width = (long)columns * sizeof(float);
        var length = new FileInfo(path).Length;
        return length > 0 && length % width == 0
            ? new MappedVectors(MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read), length / width, columns)
            : throw new ArgumentException($"{length} bytes are not whole vectors of {columns} values.", nameof(path));
    }

    /// <summary>Some of the vectors; nothing is copied. They must not be used once this object is disposed.</summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    public EmbeddingMatrix Slice(long start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + count, Rows);
        return new EmbeddingMatrix(new Window(_view, start * Columns, checked(count * Columns)).Memory, count, Columns);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    // The view is released by its owner; a window only points into it.
    private sealed unsafe class Window(MemoryMappedViewAccessor view, long first, int count) : MemoryManager<float>
    {
        public override Span<float> GetSpan()
        {
            byte* start = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            return new Span<float>((float*)(start + view.PointerOffset) + first, count);
        }

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
