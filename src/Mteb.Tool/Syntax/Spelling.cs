namespace Mteb.Tool.Syntax;

/// <summary>Guesses what a mistyped word was meant to be.</summary>
internal static class Spelling
{
    /// <summary>The candidate that is nearest to a word; null when none is near.</summary>
    /// <param name="word">What was typed.</param>
    /// <param name="candidates">What there is; of equally near ones the first wins.</param>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        // One slip in three letters is still the same word; a word that another one begins with is an abbreviation.
        var typed = Plain(word);
        var (best, least) = ((string?)null, int.MaxValue);
        foreach (var candidate in candidates)
        {
            var plain = Plain(candidate);
            var distance = typed.Length >= 3 && plain.StartsWith(typed, StringComparison.Ordinal) ? 0 : Distance(typed, plain);
            if (distance < least && distance <= Math.Max(typed.Length, plain.Length) / 3)
            {
                (best, least) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.</summary>
    public static int Distance(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            table[i, 0] = i;
        }

        for (var j = 0; j <= right.Length; j++)
        {
            table[0, j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var replacement = table[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                var cost = Math.Min(replacement, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                var swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                table[i, j] = swapped ? Math.Min(cost, table[i - 2, j - 2] + 1) : cost;
            }
        }

        return table[left.Length, right.Length];
    }

    private static string Plain(string word) => word.TrimStart('-').Replace('_', '-').ToLowerInvariant();
}
