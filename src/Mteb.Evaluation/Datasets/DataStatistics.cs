namespace Mteb.Evaluation.Datasets;

/// <summary>
/// Numbers that describe the data of a split, under mteb's names: <c>num_samples</c>, <c>num_chars</c>,
/// <c>text1.avg</c>, <c>documents_text.max</c>, <c>qrels.positive</c> and so on. Lengths are in code points.
/// </summary>
/// <param name="Numbers">The numbers by name, a group and its member joined by a dot.</param>
public sealed record DataStatistics(IReadOnlyDictionary<string, double> Numbers)
{
    // mteb publishes averages, and scores, rounded to two digits.
    private const double Rounding = 0.005 + 1e-9;

    /// <summary>Compares with what mteb publishes.</summary>
    /// <param name="expected">mteb's numbers by the same names; those that are not computed here are left out of the comparison.</param>
    public StatisticsComparison CompareWith(IReadOnlyDictionary<string, double> expected)
    {
        var compared = expected.Where(number => Numbers.ContainsKey(number.Key)).ToList();
        return new StatisticsComparison(
            compared.Count,
            [.. compared
                .Where(number => !Agree(number.Key, number.Value, Numbers[number.Key]))
                .Select(number => new StatisticsDifference(number.Key, number.Value, Numbers[number.Key]))]);
    }

    private static bool Agree(string name, double expected, double actual)
    {
        var isRounded = name.EndsWith(".avg", StringComparison.Ordinal) || name.StartsWith("scores.", StringComparison.Ordinal);
        return isRounded ? Math.Abs(expected - actual) <= Rounding : expected == actual;
    }
}

/// <summary>How far data agree with mteb's published statistics.</summary>
/// <param name="Compared">How many numbers could be compared.</param>
/// <param name="Differences">Those that differ.</param>
public sealed record StatisticsComparison(int Compared, IReadOnlyList<StatisticsDifference> Differences)
{
    /// <summary>Whether numbers were compared and all of them agree.</summary>
    public bool IsEqual => Compared > 0 && Differences.Count == 0;
}

/// <summary>A number that differs.</summary>
/// <param name="Name">mteb's name of the number.</param>
/// <param name="Expected">What mteb publishes.</param>
/// <param name="Actual">What the data have.</param>
public readonly record struct StatisticsDifference(string Name, double Expected, double Actual);
