namespace Mteb.Evaluation.Tokenization.Pieces;

/// <summary>Strings as code points, and back.</summary>
internal static class CodePoints
{
    /// <summary>The code points of a string.</summary>
    public static int[] Of(string text)
    {
        var characters = new int[text.Length];
        return characters[..Decode(text, characters)];
    }

    /// <summary>Decodes UTF-16; half a surrogate pair is read as U+FFFD.</summary>
    /// <param name="text">The text.</param>
    /// <param name="characters">Receives the code points; at least as long as the text.</param>
    /// <returns>Their number.</returns>
    public static int Decode(ReadOnlySpan<char> text, Span<int> characters)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            int unit = text[i];
            if ((unit & 0xF800) == 0xD800)
            {
                unit = unit < 0xDC00 && i + 1 < text.Length && (text[i + 1] & 0xFC00) == 0xDC00
                    ? 0x10000 + ((unit & 0x3FF) << 10) + (text[++i] & 0x3FF)
                    : 0xFFFD;
            }

            characters[length++] = unit;
        }

        return length;
    }

    /// <summary>How many bytes a code point has in UTF-8.</summary>
    public static int Utf8Length(int character) => character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;

    /// <summary>Writes a code point as UTF-8.</summary>
    /// <param name="character">The code point.</param>
    /// <param name="bytes">Receives one byte to four.</param>
    /// <returns>Their number.</returns>
    public static int EncodeUtf8(int character, Span<byte> bytes)
    {
        var length = Utf8Length(character);
        for (var i = length - 1; i > 0; i--)
        {
            bytes[i] = (byte)(0x80 | (character & 0x3F));
            character >>= 6;
        }

        bytes[0] = (byte)(length switch
        {
            1 => character,
            2 => 0xC0 | character,
            3 => 0xE0 | character,
            _ => 0xF0 | character,
        });
        return length;
    }

    /// <summary>The string of some code points.</summary>
    public static string ToText(ReadOnlySpan<int> characters)
    {
        var length = 0;
        foreach (var character in characters)
        {
            length += character < 0x10000 ? 1 : 2;
        }

        var units = new char[length];
        var at = 0;
        foreach (var character in characters)
        {
            if (character < 0x10000)
            {
                units[at++] = (char)character;
            }
            else
            {
                units[at++] = (char)(0xD800 + ((character - 0x10000) >> 10));
                units[at++] = (char)(0xDC00 + (character & 0x3FF));
            }
        }

        return new string(units);
    }
}
