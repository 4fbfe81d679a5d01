namespace Mteb.Evaluation.Encoding.Caching;

/// <summary>Appends records to a file of this process alone, always whole ones at once.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private const int BufferLength = 1 << 20;

    private readonly FileStream _stream;
    private readonly int _recordLength;
    private readonly byte[] _buffer;
    private int _used;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Full path; the file must not be there.</param>
    /// <param name="form">Its form.</param>
    /// <param name="model">Digest of the model.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public SegmentWriter(string path, SegmentForm form, ReadOnlySpan<byte> model)
    {
        Path = path;
        _recordLength = form.RecordLength;
        _buffer = new byte[Math.Max(BufferLength / _recordLength, 1) * _recordLength];
        _stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
        _stream.Write(form.Head(model));
    }

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Bytes so far, those not yet written included.</summary>
    public long Length => _stream.Position + _used;

    /// <summary>Appends a record.</summary>
    public void Add(UInt128 key, TextTrace trace, ReadOnlySpan<float> vector)
    {
        SegmentForm.Write(_buffer.AsSpan(_used, _recordLength), key, trace, vector);
        _used += _recordLength;
        if (_used == _buffer.Length)
        {
            Flush();
        }
    }

    /// <summary>Hands everything to the system: from now on it survives the end of this process.</summary>
    public void Flush()
    {
        _stream.Write(_buffer.AsSpan(0, _used));
        _used = 0;
    }

    /// <summary>Closes the file; what was not flushed is lost.</summary>
    public void Dispose() => _stream.Dispose();
}
