namespace Mteb.Evaluation.Metrics;

/// <summary>Average precision over scores with ties, as scikit-learn computes it.</summary>
public static class AveragePrecision
{
    /// <summary>
    /// The sum over distinct scores, from the highest, of precision times the recall gained. Minus zero when nothing is
    /// positive, which is what the reference prints.
    /// </summary>
    /// <param name="positive">Whether each item is positive.</param>
    /// <param name="scores">Score of each item; compared exactly.</param>
    public static double Score(ReadOnlySpan<bool> positive, ReadOnlySpan<double> scores)
    {
        var keys = scores.ToArray();
        var truths = positive.ToArray();
        Array.Sort(keys, truths);
        var all = truths.AsSpan().Count(true);
        if (all == 0)
        {
            return -0.0;
        }

        var sum = 0.0;
        int hits = 0, seen = 0;
        for (var i = keys.Length - 1; i >= 0;)
        {
            var before = hits;
            var score = keys[i];
            for (; i >= 0 && keys[i] == score; i--)
            {
                hits += truths[i] ? 1 : 0;
                seen++;
            }

            sum += (((double)hits / all) - ((double)before / all)) * ((double)hits / seen);
        }

        return sum;
    }
}
