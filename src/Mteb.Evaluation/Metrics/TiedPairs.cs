namespace Mteb.Evaluation.Metrics;

/// <summary>
/// What metrics of pairs can become when pairs of equal score are told apart: in any order, and any of them still together.
/// That is what happens where equal texts get scores that differ in the last bit. The bounds are exact.
/// </summary>
public static class TiedPairs
{
    /// <summary>Marks the pairs whose score another pair has too; marks that are there stay.</summary>
    /// <param name="scores">Score of each pair.</param>
    /// <param name="tied">One mark a pair.</param>
    public static void Mark(ReadOnlySpan<double> scores, Span<bool> tied)
    {
        var counts = new Dictionary<double, int>(scores.Length);
        foreach (var score in scores)
        {
            counts[score] = counts.GetValueOrDefault(score) + 1;
        }

        for (var i = 0; i < scores.Length; i++)
        {
            tied[i] |= counts[scores[i]] > 1;
        }
    }

    /// <summary>
    /// Bounds of average precision. A positive pair counts with the precision at the end of its group: at most when all
    /// positive ones of the group come first and together, at least when they follow the negative ones one by one.
    /// </summary>
    /// <param name="positive">Whether each pair is positive.</param>
    /// <param name="scores">Score of each pair: the higher, the more similar.</param>
    public static TieBounds AveragePrecision(ReadOnlySpan<bool> positive, ReadOnlySpan<double> scores)
    {
        var all = positive.Count(true);
        if (all == 0)
        {
            return new TieBounds(-0.0, -0.0);
        }

        var (keys, truths) = Descending(positive, scores);
        double lowest = 0, highest = 0;
        int hits = 0, seen = 0;
        while (seen < keys.Length)
        {
            var size = GroupSize(keys, seen);
            var positives = truths.AsSpan(seen, size).Count(true);
            var negatives = size - positives;
            for (var i = 1; i <= positives; i++)
            {
                lowest += (double)(hits + i) / (seen + negatives + i);
            }

            highest += positives == 0 ? 0 : positives * ((double)(hits + positives) / (seen + positives));
            hits += positives;
            seen += size;
        }

        return new TieBounds(lowest / all, highest / all);
    }

    /// <summary>Bounds of the best accuracy of a cut (see <see cref="PairMetrics.Score"/>).</summary>
    /// <inheritdoc cref="AveragePrecision"/>
    public static TieBounds Accuracy(ReadOnlySpan<bool> positive, ReadOnlySpan<double> scores) =>
        new(PairMetrics.Score(positive, scores).Accuracy, Parted(positive, scores).Accuracy);

    /// <summary>Bounds of the best F1 of a cut (see <see cref="PairMetrics.Score"/>).</summary>
    /// <inheritdoc cref="AveragePrecision"/>
    public static TieBounds F1(ReadOnlySpan<bool> positive, ReadOnlySpan<double> scores) =>
        new(PairMetrics.Score(positive, scores).F1, Parted(positive, scores).F1);

    // Every cut that exists stays when a group is parted, so nothing is worse than the group as a whole, and nothing
    // better than a cut after every pair with the positive ones first.
    private static PairMetrics Parted(ReadOnlySpan<bool> positive, ReadOnlySpan<double> scores)
    {
        var (_, truths) = Descending(positive, scores);
        var places = new double[truths.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = -i;
        }

        return PairMetrics.Score(truths, places);
    }

    // From the highest score down; of equal ones the positive first.
    private static (double[] Scores, bool[] Positive) Descending(ReadOnlySpan<bool> positive, ReadOnlySpan<double> scores)
    {
        var keys = scores.ToArray();
        var truths = positive.ToArray();
        Array.Sort(keys, truths);
        Array.Reverse(keys);
        Array.Reverse(truths);
        for (var start = 0; start < keys.Length;)
        {
            var group = truths.AsSpan(start, GroupSize(keys, start));
            var positives = group.Count(true);
            group[..positives].Fill(true);
            group[positives..].Clear();
            start += group.Length;
        }

        return (keys, truths);
    }

    private static int GroupSize(double[] keys, int start)
    {
        var end = start + 1;
        while (end < keys.Length && keys[end] == keys[start])
        {
            end++;
        }

        return end - start;
    }
}
