using System.Text;

namespace Mteb.Schemas.Text;

/// <summary>UTF-16 columns within a line.</summary>
internal static class Columns
{
    /// <summary>How many UTF-16 units stand before a byte of a line. A byte inside a character counts as that character's start.</summary>
    public static int Count(ReadOnlySpan<byte> line, int offset, TextEncoding encoding)
    {
        if (encoding != TextEncoding.Utf8)
        {
            return offset / 2;
        }

        var columns = 0;
        for (var at = 0; at < offset;)
        {
            var (length, units) = CharacterAt(line[at..]);
            at += length;
            columns += at <= offset ? units : 0;
        }

        return columns;
    }

    /// <summary>How many bytes of a line so many UTF-16 units take; a unit inside a character counts as that character's start.</summary>
    public static int Length(ReadOnlySpan<byte> line, int columns, TextEncoding encoding)
    {
        if (encoding != TextEncoding.Utf8)
        {
            return Math.Min(columns * 2, line.Length);
        }

        var at = 0;
        while (at < line.Length && columns > 0)
        {
            var (length, units) = CharacterAt(line[at..]);
            columns -= units;
            at += columns >= 0 ? length : 0;
        }

        return at;
    }

    private static (int Length, int Units) CharacterAt(ReadOnlySpan<byte> utf8)
    {
        if (utf8[0] < 0x80)
        {
            return (1, 1);
        }

        return Rune.DecodeFromUtf8(utf8, out var rune, out var length) == System.Buffers.OperationStatus.Done
            ? (length, rune.Utf16SequenceLength)
            : (1, 1);
    }
}
