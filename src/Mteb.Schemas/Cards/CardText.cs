using System.Text;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Cards;

/// <summary>
/// The bytes of a card and the text that they stand for. Offsets count UTF-16 units of the text after the byte order mark, as
/// the parsers do; this class leads from them to bytes, and to lines and columns.
/// </summary>
internal sealed class CardText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly bool _isAscii;
    private SourceText? _places;

    private CardText(ReadOnlyMemory<byte> bytes, string text, bool hasByteOrderMark)
    {
        Bytes = bytes;
        Text = text;
        HasByteOrderMark = hasByteOrderMark;
        _isAscii = text.Length == bytes.Length - MarkLength;
    }

    /// <summary>The bytes as they were read.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The text after the byte order mark.</summary>
    public string Text { get; }

    /// <summary>Whether the bytes begin with a byte order mark.</summary>
    public bool HasByteOrderMark { get; }

    private int MarkLength => HasByteOrderMark ? 3 : 0;

    /// <summary>Decodes strictly; null when the bytes are not UTF-8, with the offset of the first byte that is not.</summary>
    public static CardText? Decode(ReadOnlyMemory<byte> bytes, out int badByte)
    {
        badByte = -1;
        var hasMark = bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]);
        try
        {
            return new CardText(bytes, Strict.GetString(bytes.Span[(hasMark ? 3 : 0)..]), hasMark);
        }
        catch (DecoderFallbackException exception)
        {
            badByte = exception.Index + (hasMark ? 3 : 0);
            return null;
        }
    }

    /// <summary>The byte at which a unit of the text begins.</summary>
    public int ByteOffset(int offset) => MarkLength + (_isAscii ? offset : Encoding.UTF8.GetByteCount(Text.AsSpan(0, offset)));

    /// <summary>The bytes of a stretch of text.</summary>
    public TextRange ByteRange(TextRange range)
    {
        var start = ByteOffset(range.Start);
        return new TextRange(start, start + (_isAscii ? range.Length : Encoding.UTF8.GetByteCount(Text.AsSpan(range.Start, range.Length))));
    }

    /// <summary>The place of a unit of the text, for people.</summary>
    public SourcePlace Place(string? file, int offset) => (_places ??= SourceText.Of(Bytes, file)).PlaceOf(ByteOffset(offset));

    /// <summary>Where the line that holds a unit begins.</summary>
    public int LineStart(int offset) => Text.AsSpan(0, offset).LastIndexOfAny('\r', '\n') + 1;

    /// <summary>Where the next line begins; the end of the text for the last line.</summary>
    public int NextLine(int offset)
    {
        var step = Text.AsSpan(offset).IndexOfAny('\r', '\n');
        return step < 0 ? Text.Length : offset + step + BreakAt(offset + step).Length;
    }

    /// <summary>The line break that ends the line before a line's start; the commonest of the file, or LF, when there is none.</summary>
    public string BreakBefore(int lineStart)
    {
        if (lineStart == 0)
        {
            return BreakAt(Text.AsSpan().IndexOfAny('\r', '\n'));
        }

        return Text[lineStart - 1] == '\r' ? "\r" : lineStart >= 2 && Text[lineStart - 2] == '\r' ? "\r\n" : "\n";
    }

    private string BreakAt(int place) => place < 0 || Text[place] == '\n' ? "\n"
        : place + 1 < Text.Length && Text[place + 1] == '\n' ? "\r\n" : "\r";
}
