namespace Mteb.Schemas.Diagnostics;

/// <summary>Finds the names that somebody may have meant.</summary>
public static class NearestNames
{
    /// <summary>The names closest to what was written, closest first; empty when none is close.</summary>
    /// <param name="written">What was written.</param>
    /// <param name="known">The names that there are.</param>
    /// <param name="most">How many to give at most.</param>
    public static IReadOnlyList<string> To(string written, IEnumerable<string> known, int most = 3)
    {
        // A third of the letters may be wrong; case alone is no difference.
        var limit = Math.Max(2, written.Length / 3);
        return [.. known
            .Select(name => (Name: name, Distance: Distance(written.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.Distance <= limit)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .Distinct(StringComparer.Ordinal)
            .Take(most)];
    }

    /// <summary>A sentence such as <c>The nearest names are 'a' and 'b'.</c>; empty when none is close.</summary>
    public static string Sentence(string written, IEnumerable<string> known) => To(written, known) switch
    {
        [] => "",
        [var name] => $"The nearest name is '{name}'.",
        var names => $"The nearest names are {string.Join(", ", names.SkipLast(1).Select(Quote))} and {Quote(names[^1])}.",
    };

    private static string Quote(string name) => $"'{name}'";

    // Levenshtein's distance, two rows at a time.
    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        var current = new int[right.Length + 1];
        for (var i = 0; i < left.Length; i++)
        {
            current[0] = i + 1;
            for (var j = 0; j < right.Length; j++)
            {
                var replaced = previous[j] + (left[i] == right[j] ? 0 : 1);
                current[j + 1] = Math.Min(replaced, 1 + Math.Min(previous[j + 1], current[j]));
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
