namespace Mteb.Schemas.Catalogue;

/// <summary>Finds names that somebody may have meant.</summary>
internal static class NearestNames
{
    /// <summary>The likeliest names first; names that hardly resemble what was written are left out.</summary>
    public static IReadOnlyList<string> Find(IEnumerable<string> names, string written, int count)
    {
        var wanted = written.ToLowerInvariant();
        return
        [
            .. names.Select(name => (Name: name, Cost: Cost(name.ToLowerInvariant(), wanted)))
                .Where(candidate => candidate.Cost <= Math.Max(2, wanted.Length / 2.5))
                .OrderBy(candidate => candidate.Cost)
                .ThenBy(candidate => candidate.Name.Length)
                .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
                .Take(count)
                .Select(candidate => candidate.Name),
        ];
    }

    /// <summary>Edits between two words; what is only missing at an end or around the word written costs little.</summary>
    private static double Cost(string name, string wanted)
    {
        var missing = name.Length - wanted.Length;
        if (wanted.Length >= 3 && missing > 0 && name.Contains(wanted, StringComparison.Ordinal))
        {
            return (name.StartsWith(wanted, StringComparison.Ordinal) ? 0.5 : 1) + (missing / 100.0);
        }

        return Math.Abs(missing) > wanted.Length / 2.0 ? double.PositiveInfinity : Distance(name, wanted);
    }

    /// <summary>
    /// Optimal string alignment: insertions, deletions, replacements and exchanges of neighbours.
    /// </summary>
    private static int Distance(string first, string second)
    {
        var (before, above, row) = (new int[second.Length + 1], new int[second.Length + 1], new int[second.Length + 1]);
        for (var column = 0; column <= second.Length; column++)
        {
            above[column] = column;
        }

        for (var line = 1; line <= first.Length; line++)
        {
            row[0] = line;
            for (var column = 1; column <= second.Length; column++)
            {
                var replaced = above[column - 1] + (first[line - 1] == second[column - 1] ? 0 : 1);
                row[column] = Math.Min(replaced, Math.Min(above[column], row[column - 1]) + 1);
                if (line > 1 && column > 1 && first[line - 1] == second[column - 2] && first[line - 2] == second[column - 1])
                {
                    row[column] = Math.Min(row[column], before[column - 2] + 1);
                }
            }

            (before, above, row) = (above, row, before);
        }

        return above[second.Length];
    }
}
