using Mteb.Schemas.Diagnostics;

namespace Mteb.Schemas.Text;

/// <summary>
/// The bytes of a file, what encoding they are in, and where each byte stands in lines and columns. Lines end with
/// <c>\n</c>, <c>\r\n</c> or a lone <c>\r</c>. A byte that is not UTF-8 counts as one column.
/// </summary>
public sealed class SourceText
{
    private const int MostReturns = 4;

    private readonly ReadOnlyMemory<byte> _bytes;
    private LineMap? _lines;
    private (int Offset, int Line) _last;
    private int _returns;

    private SourceText(string? path, ReadOnlyMemory<byte> bytes, TextEncoding encoding, int markLength)
    {
        (Path, _bytes, Encoding, MarkLength) = (path, bytes, encoding, markLength);
        _last = (markLength, 1);
    }

    /// <summary>The path as the user would write it; null when the text is no file.</summary>
    public string? Path { get; }

    /// <summary>The encoding.</summary>
    public TextEncoding Encoding { get; }

    /// <summary>Length of the byte order mark; 0 without one.</summary>
    public int MarkLength { get; }

    /// <summary>All bytes, the byte order mark included. Offsets count from here.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.Span;

    /// <summary>The bytes after the byte order mark.</summary>
    public ReadOnlyMemory<byte> Content => _bytes[MarkLength..];

    /// <summary>How many lines there are; 1 for an empty text.</summary>
    public int LineCount => Lines.Count;

    private LineMap Lines => _lines ??= LineMap.Of(_bytes.Span, MarkLength, Encoding);

    /// <summary>Looks at the byte order mark; nothing else is read before it is asked for.</summary>
    /// <param name="bytes">The file; it must not change while the text lives.</param>
    /// <param name="path">The path as the user would write it.</param>
    public static SourceText Of(ReadOnlyMemory<byte> bytes, string? path = null) => bytes.Span switch
    {
        [0xEF, 0xBB, 0xBF, ..] => new(path, bytes, TextEncoding.Utf8, 3),
        [0xFF, 0xFE, ..] => new(path, bytes, TextEncoding.Utf16LittleEndian, 2),
        [0xFE, 0xFF, ..] => new(path, bytes, TextEncoding.Utf16BigEndian, 2),
        _ => new(path, bytes, TextEncoding.Utf8, 0),
    };

    /// <summary>Line and column of a byte. An offset inside a character stands for that character's start; one past the end, for the end.</summary>
    public LinePosition PositionOf(int offset)
    {
        var at = Math.Clamp(offset, MarkLength, _bytes.Length);
        if (_lines is null && Encoding == TextEncoding.Utf8 && CountTo(at))
        {
            var first = Math.Max(_bytes.Span[..at].LastIndexOf((byte)'\n') + 1, MarkLength);
            return new LinePosition(_last.Line, 1 + Columns.Count(_bytes.Span[first..], at - first, Encoding));
        }

        var line = Lines.LineOf(at);
        var start = Lines.StartOf(line);
        return new LinePosition(line, 1 + Columns.Count(_bytes.Span[start..], at - start, Encoding));
    }

    // Most positions are asked for from front to back: counting line feeds between them is quicker than finding all lines.
    private bool CountTo(int offset)
    {
        if (offset < _last.Offset)
        {
            if (_returns++ == MostReturns)
            {
                return false;
            }

            _last = (MarkLength, 1);
        }

        var between = _bytes.Span[_last.Offset..offset];
        if (between.Contains((byte)'\r'))
        {
            return false;
        }

        _last = (offset, _last.Line + between.Count((byte)'\n'));
        return true;
    }

    /// <summary>Offset of the character at a line and column. A column past the line's end stands for the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such line, or a number is below 1.</exception>
    public int OffsetOf(LinePosition position)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position.Line, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(position.Column, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position.Line, LineCount);
        var start = Lines.StartOf(position.Line);
        var end = Lines.EndOf(position.Line, _bytes.Span, Encoding);
        return start + Columns.Length(_bytes.Span[start..end], position.Column - 1, Encoding);
    }

    /// <summary>The place of a byte for a diagnostic.</summary>
    public SourcePlace PlaceOf(int offset)
    {
        var (line, column) = PositionOf(offset);
        return new SourcePlace(Path, line, column);
    }
}
