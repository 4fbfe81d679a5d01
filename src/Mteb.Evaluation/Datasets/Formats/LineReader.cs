using System.Buffers;

namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>Cuts a stream of UTF-8 into lines without copying them one by one.</summary>
/// <param name="stream">The bytes; not disposed.</param>
internal sealed class LineReader(Stream stream) : IDisposable
{
    private const int FirstBuffer = 1 << 17;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int _start;
    private int _end;
    private bool _finished;

    /// <summary>Number of the line that was read last, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Reads a line; false at the end.</summary>
    /// <param name="line">The line without its end and without a byte order mark; valid until the next call.</param>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        int length;
        while ((length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n')) < 0 && !_finished)
        {
            searched = _end - _start;
            Fill();
        }

        if (length < 0 && _end == _start)
        {
            line = default;
            return false;
        }

        var count = length < 0 ? _end - _start : searched + length;
        line = _buffer.AsSpan(_start, count);
        _start += length < 0 ? count : count + 1;
        line = Line++ == 0 && line.StartsWith("\uFEFF"u8) ? line[3..] : line;
        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        (_start, _end, _finished) = (0, 0, true);
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(checked(2 * _buffer.Length));
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _finished = read == 0;
    }
}
