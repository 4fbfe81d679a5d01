using System.IO.MemoryMappedFiles;

namespace Mteb.Evaluation.Encoding.Caching;

/// <summary>A file of vectors, mapped into memory. It may grow while it is read: then it is mapped anew.</summary>
internal sealed unsafe class Segment : IDisposable
{
    private readonly SegmentForm _form;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    private Segment(string path, SegmentForm form, long length)
    {
        (Path, _form, Length) = (path, form, length);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(0, SegmentForm.HeadLength + (form.Records(length) * form.RecordLength), MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = start + _view.PointerOffset;
    }

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Bytes of the file when it was mapped; what stands after the last whole record is not read.</summary>
    public long Length { get; }

    /// <summary>Whole records.</summary>
    public long Records => _form.Records(Length);

    /// <summary>Length of its vectors.</summary>
    public int Width => _form.Width;

    /// <summary>Whether bytes stand after the last whole record: a program was stopped while it wrote, or is just writing.</summary>
    public bool IsTorn => (Length - SegmentForm.HeadLength) % _form.RecordLength != 0;

    /// <summary>The record of a number.</summary>
    public ReadOnlySpan<byte> this[long record] => new(_start + SegmentForm.HeadLength + (record * _form.RecordLength), _form.RecordLength);

    /// <summary>Reads a record.</summary>
    /// <inheritdoc cref="SegmentForm.TryRead"/>
    public bool TryRead(long record, UInt128 key, Span<float> vector, out TextTrace trace) => _form.TryRead(this[record], key, vector, out trace);

    /// <summary>Maps a file.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="model">Digest of the model.</param>
    /// <returns>The file; null where it is another's, or its head is damaged.</returns>
    /// <exception cref="IOException">The file cannot be read; it may just have been removed.</exception>
    public static Segment? Open(string path, ReadOnlySpan<byte> model)
    {
        var length = new FileInfo(path).Length;
        Span<byte> head = stackalloc byte[SegmentForm.HeadLength];
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0))
        {
            head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        }

        return SegmentForm.Read(head, model) is { } form ? new Segment(path, form, length) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
