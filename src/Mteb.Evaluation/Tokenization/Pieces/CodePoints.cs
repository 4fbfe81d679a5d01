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
