namespace Mteb.Evaluation.Metrics;

/// <summary>
/// The worst and the best ranking of a query's documents when those of equal score may stand in any order. All metrics of
/// <see cref="RetrievalMetric"/> are lowest and highest there: moving a better document up never lowers any of them.
/// </summary>
/// <param name="Ties">Documents that share their score with a document of another judgement, as far as they can come above the cut-off.</param>
/// <param name="Worst">Judgements from the best rank on, lower ones first among equal scores.</param>
/// <param name="Best">Judgements from the best rank on, higher ones first among equal scores.</param>
public readonly record struct TiedRanking(int Ties, int[] Worst, int[] Best)
{
    /// <summary>Ranks the documents of a query both ways.</summary>
    /// <param name="scores">Score of each document.</param>
    /// <param name="judgements">Judgement of each; what is not above 0 counts as 0.</param>
    /// <param name="cutoff">Ranks that matter.</param>
    public static TiedRanking Of(ReadOnlySpan<double> scores, ReadOnlySpan<int> judgements, int cutoff)
    {
        var keys = scores.ToArray();
        var worst = new int[judgements.Length];
        for (var i = 0; i < worst.Length; i++)
        {
            worst[i] = Math.Max(judgements[i], 0);
        }

        Array.Sort(keys, worst);
        Array.Reverse(keys);
        Array.Reverse(worst);
        var best = (int[])worst.Clone();
        var ties = 0;
        for (var start = 0; start < keys.Length && start < cutoff;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
            {
                end++;
            }

            Array.Sort(worst, start, end - start);
            worst.AsSpan(start, end - start).CopyTo(best.AsSpan(start));
            Array.Reverse(best, start, end - start);
            ties += worst[start] == best[start] ? 0 : end - start;
            start = end;
        }

        return new TiedRanking(ties, worst, best);
    }
}
