using System.IO.Compression;

namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>
/// Unpacks gzip and notices a file that ends too early, which <see cref="GZipStream"/> takes for a normal end. A last
/// gzip member of known content is appended to the packed bytes: if it does not come out as the last of the unpacked
/// bytes, something before it was cut off.
/// </summary>
/// <param name="packed">The packed bytes; disposed with this.</param>
internal sealed class CompleteGzipStream(Stream packed) : Stream
{
    private static readonly byte[] Mark = "mteb:end-of-file"u8.ToArray();

    private readonly GZipStream _unpacked = new(new Continued(packed, Pack(Mark)), CompressionMode.Decompress);
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _finished;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    // As many bytes as the mark has are held back: they may be the mark.
    private int Available => Math.Max(0, _end - _start - Mark.Length);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (Available == 0 && !_finished)
        {
            Fill();
        }

        var count = Math.Min(buffer.Length, Available);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var read = _unpacked.Read(_buffer.AsSpan(_end));
        _end += read;
        if (read == 0)
        {
            _finished = true;
            if (!_buffer.AsSpan(_start, _end - _start).SequenceEqual(Mark))
            {
                throw new InvalidDataException("The gzip data end too early, or bytes that are not gzip follow them.");
            }
        }
    }

    /// <summary>A stream followed by some bytes.</summary>
    private sealed class Continued(Stream first, byte[] last) : Stream
    {
        private int _given;

        /// <inheritdoc/>
        public override bool CanRead => true;

        /// <inheritdoc/>
        public override bool CanSeek => false;

        /// <inheritdoc/>
        public override bool CanWrite => false;

        /// <inheritdoc/>
        public override long Length => throw new NotSupportedException();

        /// <inheritdoc/>
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        /// <inheritdoc/>
        public override int Read(Span<byte> buffer)
        {
            var read = first.Read(buffer);
            if (read > 0 || buffer.Length == 0)
            {
                return read;
            }

            var count = Math.Min(buffer.Length, last.Length - _given);
            last.AsSpan(_given, count).CopyTo(buffer);
            _given += count;
            return count;
        }

        /// <inheritdoc/>
        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        /// <inheritdoc/>
        public override void Flush()
        {
        }

        /// <inheritdoc/>
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        /// <inheritdoc/>
        public override void SetLength(long value) => throw new NotSupportedException();

        /// <inheritdoc/>
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                first.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
