namespace Mteb.Schemas.Text;

/// <summary>Where the lines of a text begin.</summary>
internal sealed class LineMap
{
    private readonly List<int> _starts;
    private readonly int _length;

    private LineMap(List<int> starts, int length)
    {
        (_starts, _length) = (starts, length);
    }

    /// <summary>How many lines there are.</summary>
    public int Count => _starts.Count;

    public static LineMap Of(ReadOnlySpan<byte> bytes, int markLength, TextEncoding encoding)
    {
        var starts = new List<int> { markLength };
        if (encoding == TextEncoding.Utf8)
        {
            AddUtf8(bytes, markLength, starts);
        }
        else
        {
            AddUtf16(bytes, markLength, encoding, starts);
        }

        return new LineMap(starts, bytes.Length);
    }

    /// <summary>The line, from 1, that a byte stands in.</summary>
    public int LineOf(int offset)
    {
        var index = _starts.BinarySearch(offset);
        return index >= 0 ? index + 1 : ~index;
    }

    /// <summary>Offset of a line's first byte.</summary>
    public int StartOf(int line) => _starts[line - 1];

    /// <summary>Offset after a line's last character, before its line break.</summary>
    public int EndOf(int line, ReadOnlySpan<byte> bytes, TextEncoding encoding)
    {
        if (line == _starts.Count)
        {
            return _length;
        }

        var (start, end) = (_starts[line - 1], _starts[line]);
        var unit = encoding == TextEncoding.Utf8 ? 1 : 2;
        var last = Unit(bytes, end - unit, encoding);
        end -= unit;
        return last == '\n' && end > start && Unit(bytes, end - unit, encoding) == '\r' ? end - unit : end;
    }

    private static void AddUtf8(ReadOnlySpan<byte> bytes, int from, List<int> starts)
    {
        starts.EnsureCapacity(1 + bytes.Count((byte)'\n'));
        var at = from;
        while (bytes[at..].IndexOfAny((byte)'\n', (byte)'\r') is var found and >= 0)
        {
            at += found + 1;
            if (bytes[at - 1] == '\r' && at < bytes.Length && bytes[at] == '\n')
            {
                at++;
            }

            starts.Add(at);
        }
    }

    private static void AddUtf16(ReadOnlySpan<byte> bytes, int from, TextEncoding encoding, List<int> starts)
    {
        for (var at = from; at + 1 < bytes.Length; at += 2)
        {
            var unit = Unit(bytes, at, encoding);
            var isPair = unit == '\r' && at + 3 < bytes.Length && Unit(bytes, at + 2, encoding) == '\n';
            if (isPair || unit is not ('\n' or '\r'))
            {
                continue;
            }

            starts.Add(at + 2);
        }
    }

    private static char Unit(ReadOnlySpan<byte> bytes, int at, TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf16LittleEndian => (char)(bytes[at] | (bytes[at + 1] << 8)),
        TextEncoding.Utf16BigEndian => (char)(bytes[at + 1] | (bytes[at] << 8)),
        _ => (char)bytes[at],
    };
}
