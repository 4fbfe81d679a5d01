namespace Mteb.Evaluation.Tokenization.Pieces;

/// <summary>Strings as code points, and back.</summary>
internal static class CodePoints
{
    /// <summary>The code points of a string.</summary>
    public static int[] Of(string text)
    {
        var decoded = new AlignedText();
        decoded.Decode(text, aligned: false);
        return decoded.Characters.ToArray();
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
