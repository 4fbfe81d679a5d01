namespace Mteb.Schemas.Results.Comparison;

/// <summary>Score values as numbers.</summary>
public static class ScoreNumbers
{
    /// <summary>The number; null when the value is none.</summary>
    public static double? Of(ScoreValue? value) => value switch
    {
        ScoreValue.Number number => number.Value,
        ScoreValue.NumpyNumber number => number.Value,
        ScoreValue.WholeNumber number => number.Value,
        ScoreValue.LargeNumber number => (double)number.Value,
        _ => null,
    };

    /// <summary>The score of a task as mteb forms it: the mean of the main scores of all entries; null when one is missing or NaN.</summary>
    public static double? TaskScore(TaskResult result) => Mean(result.Scores.SelectMany(split => split.Subsets).Select(entry => Of(entry.MainScore)));

    /// <summary>A mean; null when there is nothing, or when a part is missing or NaN.</summary>
    public static double? Mean(IEnumerable<double?> values)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values)
        {
            if (value is not { } number || double.IsNaN(number))
            {
                return null;
            }

            sum += number;
            count++;
        }

        return count == 0 ? null : sum / count;
    }
}
