namespace Mteb.Schemas.Text;

/// <summary>Orders texts by code points, as Python does. UTF-16 order differs where one side lies beyond U+FFFF.</summary>
internal static class CodePointOrder
{
    /// <summary>The order.</summary>
    public static readonly IComparer<string> Comparer = Comparer<string>.Create(Compare);

    private static int Compare(string? first, string? second)
    {
        var common = first.AsSpan().CommonPrefixLength(second);
        if (first is null || second is null || common == first.Length || common == second.Length)
        {
            return (first?.Length ?? -1).CompareTo(second?.Length ?? -1);
        }

        return Rank(first[common]).CompareTo(Rank(second[common]));

        // Surrogates stand for code points above all others.
        static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
    }
}
