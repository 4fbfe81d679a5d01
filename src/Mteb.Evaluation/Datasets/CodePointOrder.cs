namespace Mteb.Evaluation.Datasets;

/// <summary>
/// Orders texts by Unicode code points, which is the order of their UTF-8 bytes and Python's order of strings.
/// <see cref="string.CompareOrdinal(string, string)"/> differs where surrogate pairs meet U+E000 to U+FFFF.
/// </summary>
public static class CodePointOrder
{
    /// <summary>The order as a comparer.</summary>
    public static readonly IComparer<string> Comparer = Comparer<string>.Create(Compare);

    /// <summary>Compares two texts; negative when <paramref name="left"/> comes first.</summary>
    public static int Compare(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        return Rank(left[common]).CompareTo(Rank(right[common]));
    }

    // Surrogates stand for code points above U+FFFF, so they rank above every other UTF-16 unit.
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
