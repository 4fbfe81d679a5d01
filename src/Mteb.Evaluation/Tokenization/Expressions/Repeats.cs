namespace Mteb.Evaluation.Tokenization.Expressions;

/// <summary>What stands after a part of an expression and says how often: <c>*</c>, <c>+</c>, <c>?</c>, <c>{2,3}</c>.</summary>
internal static class Repeats
{
    private const int Unbounded = -1;
    private const int MostRepetitions = 1000;

    /// <summary>Reads all repetitions of a part.</summary>
    /// <param name="node">The part.</param>
    /// <param name="text">The expression.</param>
    /// <param name="at">The place after the part; afterwards the place after the repetitions.</param>
    /// <param name="wrong">Makes a refusal of a reason.</param>
    public static Node Parse(Node node, int[] text, ref int at, Func<string, ExpressionException> wrong)
    {
        while (at < text.Length)
        {
            var before = at;
            var (least, most, isInterval) = ParseOne(text, ref at, wrong);
            if (least == Unbounded)
            {
                at = before;
                return node;
            }

            if (node is AnchorNode or LookNode)
            {
                throw wrong("repeats a place");
            }

            if (most == Unbounded && node.IsNullable)
            {
                throw wrong("repeats without limit what may be empty");
            }

            // An interval with + after it is repeated, {n}? may be left out.
            var giving = !isInterval && Accept('+', text, ref at) ? Giving.Possessive
                : !(isInterval && least == most) && Accept('?', text, ref at) ? Giving.Lazy
                : Giving.Greedy;
            if (giving == Giving.Possessive && node is not SetNode)
            {
                throw wrong("has a possessive repetition of more than one character");
            }

            node = new RepeatNode(node, least, most == Unbounded ? null : most, giving);
        }

        return node;
    }

    private static (int Least, int Most, bool IsInterval) ParseOne(int[] text, ref int at, Func<string, ExpressionException> wrong)
    {
        switch (text[at++])
        {
            case '*':
                return (0, Unbounded, false);
            case '+':
                return (1, Unbounded, false);
            case '?':
                return (0, 1, false);
            case '{':
                return ParseInterval(text, ref at, wrong);
            default:
                return (Unbounded, Unbounded, false);
        }
    }

    // Something in braces that is no interval stands for itself.
    private static (int Least, int Most, bool IsInterval) ParseInterval(int[] text, ref int at, Func<string, ExpressionException> wrong)
    {
        var least = ParseNumber(text, ref at);
        var hasComma = Accept(',', text, ref at);
        var most = hasComma ? ParseNumber(text, ref at) : least;
        if ((least is null && (!hasComma || most is null)) || !Accept('}', text, ref at))
        {
            return (Unbounded, Unbounded, false);
        }

        if (least > MostRepetitions || most > MostRepetitions || most < least)
        {
            throw wrong(most < least ? "has an interval that ends before it begins" : "repeats too often");
        }

        return (least ?? 0, most ?? Unbounded, true);
    }

    private static int? ParseNumber(int[] text, ref int at)
    {
        var start = at;
        var number = 0;
        for (; at < text.Length && text[at] is >= '0' and <= '9'; at++)
        {
            number = Math.Min((10 * number) + text[at] - '0', 1 << 20);
        }

        return at > start ? number : null;
    }

    private static bool Accept(int character, int[] text, ref int at)
    {
        if (at >= text.Length || text[at] != character)
        {
            return false;
        }

        at++;
        return true;
    }
}
