namespace Mteb.Evaluation.Encoding.Caching;

/// <summary>Appends records to a file of this process alone.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly FileStream _stream;
    private readonly byte[] _record;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Full path; the file must not be there.</param>
    /// <param name="form">Its form.</param>
    /// <param name="model">Digest of the model.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public SegmentWriter(string path, SegmentForm form, ReadOnlySpan<byte> model)
    {
        Path = path;
        _record = new byte[form.RecordLength];
        _stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, 1 << 20);
        _stream.Write(form.Head(model));
    }

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Bytes so far.</summary>
    public long Length => _stream.Position;

    /// <summary>Appends a record.</summary>
    public void Add(UInt128 key, TextTrace trace, ReadOnlySpan<float> vector)
    {
        SegmentForm.Write(_record, key, trace, vector);
        _stream.Write(_record);
    }

    /// <summary>Hands everything to the system: from now on it survives the end of this process.</summary>
    public void Flush() => _stream.Flush();

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
