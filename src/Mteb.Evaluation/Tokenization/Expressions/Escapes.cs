using System.Globalization;

namespace Mteb.Evaluation.Tokenization.Expressions;

/// <summary>What stands after a <c>\</c> and means one character of a set, inside a class and outside.</summary>
internal static class Escapes
{
    private static readonly CharacterSet HexDigits = CharacterSet.Range('0', '9').Union(CharacterSet.Range('A', 'F')).Union(CharacterSet.Range('a', 'f'));

    /// <summary>Reads an escape.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="at">The place after the <c>\</c>; afterwards the place after the escape.</param>
    /// <param name="wrong">Makes a refusal of a reason.</param>
    /// <returns>The set, and the character where it is one.</returns>
    public static (CharacterSet Set, int? Character) Parse(int[] text, ref int at, Func<string, ExpressionException> wrong)
    {
        var character = text[at++];
        switch (character)
        {
            case 's':
                return (ExpressionSets.WhiteSpace, null);
            case 'S':
                return (ExpressionSets.WhiteSpace.Complement(), null);
            case 'w':
                return (ExpressionSets.Word, null);
            case 'W':
                return (ExpressionSets.Word.Complement(), null);
            case 'd':
                return (ExpressionSets.Find("nd")!, null);
            case 'D':
                return (ExpressionSets.Find("nd")!.Complement(), null);
            case 'h':
                return (HexDigits, null);
            case 'H':
                return (HexDigits.Complement(), null);
            case 'N':
                return (CharacterSet.Of('\n').Complement(), null);
            case 'O':
                return (CharacterSet.All, null);
            case 'p' or 'P':
                return (ParseProperty(text, ref at, character == 'P', wrong), null);
        }

        var code = ParseCharacter(character, text, ref at, wrong);
        return (CharacterSet.Of(code), code);
    }

    private static int ParseCharacter(int character, int[] text, ref int at, Func<string, ExpressionException> wrong) => character switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'f' => '\f',
        'v' => '\v',
        'a' => '\a',
        'e' => 0x1B,
        'x' when at < text.Length && text[at] == '{' => ParseBraced(text, ref at, wrong),
        'x' => ParseHex(text, ref at, 0, 2, wrong),
        'u' => ParseHex(text, ref at, 4, 4, wrong),
        '0' => ParseOctal(text, ref at),
        >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '1' and <= '9' => throw wrong($"has the unknown escape '\\{(char)character}'"),
        _ => character,
    };

    private static int ParseOctal(int[] text, ref int at)
    {
        var code = 0;
        for (var count = 0; count < 2 && at < text.Length && text[at] is >= '0' and <= '7'; count++)
        {
            code = 8 * code + text[at++] - '0';
        }

        return code;
    }

    private static int ParseBraced(int[] text, ref int at, Func<string, ExpressionException> wrong)
    {
        at++;
        var code = ParseHex(text, ref at, 1, 8, wrong);
        return at < text.Length && text[at++] == '}' ? code : throw wrong("has a '\\x{' without a '}'");
    }

    private static int ParseHex(int[] text, ref int at, int least, int most, Func<string, ExpressionException> wrong)
    {
        var (code, count) = (0L, 0);
        for (; count < most && at < text.Length && HexDigits.Contains(text[at]); count++, at++)
        {
            code = 16 * code + int.Parse([(char)text[at]], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }

        return count >= least && code is <= 0x10FFFF and (< 0xD800 or > 0xDFFF)
            ? (int)code
            : throw wrong("has a hexadecimal number that is no character");
    }

    private static CharacterSet ParseProperty(int[] text, ref int at, bool isNegated, Func<string, ExpressionException> wrong)
    {
        if (at >= text.Length || text[at] != '{')
        {
            throw wrong("has a '\\p' without a '{'");
        }

        at++;
        if (at < text.Length && text[at] == '^')
        {
            isNegated = !isNegated;
            at++;
        }

        var name = new List<char>();
        for (; at < text.Length && text[at] != '}'; at++)
        {
            name.Add((char)text[at]);
        }

        if (at++ >= text.Length)
        {
            throw wrong("has a '\\p{' without a '}'");
        }

        var set = ExpressionSets.Find(new string([.. name])) ?? throw wrong($"names the unknown property '{new string([.. name])}'");
        return isNegated ? set.Complement() : set;
    }
}
