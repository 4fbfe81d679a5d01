using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Tasks;

/// <summary>
/// How far the choice among equally similar sentences can move the scores of bitext mining. Where ties come from repeated
/// sentences, so that two sets of equal ones are either the same or have nothing in common, the bounds are exact; otherwise
/// they are scores that some choice gives, each next to the true bound.
/// </summary>
internal static class BitextTies
{
    /// <summary>Number of sentences with several nearest ones, and the metrics in the worst and in the best choice.</summary>
    public static (int Count, BitextMetrics Lowest, BitextMetrics Highest) Of(NearestSentences search)
    {
        int[] tied = [.. MaskedInterval.Range(search.Nearest.Length).Where(query => search.Ties(query) is not null)];
        return (tied.Length, Score(search, tied, best: false), Score(search, tied, best: true));
    }

    private static BitextMetrics Score(NearestSentences search, int[] tied, bool best)
    {
        var chosen = (int[])search.Nearest.Clone();
        var predictions = new int[1 + Math.Max(chosen.Max(), tied.Select(query => search.Ties(query)!.Max()).DefaultIfEmpty(0).Max())];
        foreach (var query in MaskedInterval.Range(chosen.Length).Except(tied))
        {
            predictions[chosen[query]]++;
        }

        // At best a translation is chosen wherever it is among the equal ones: that takes nothing from any other sentence.
        var undecided = new List<int>(tied.Length);
        foreach (var query in tied)
        {
            if (best && Choices(search, query).Contains(query))
            {
                chosen[query] = query;
                predictions[query]++;
            }
            else
            {
                chosen[query] = -1;
                undecided.Add(query);
            }
        }

        foreach (var query in undecided)
        {
            // Every other choice can only spoil a hit: at best the one that loses least by it, at worst the one that loses most.
            var choices = Choices(search, query).Where(sentence => sentence != query);
            chosen[query] = best ? choices.MinBy(Loss) : choices.MaxBy(Loss);
            predictions[chosen[query]]++;
        }

        return BitextMetrics.Score(MaskedInterval.Range(chosen.Length), chosen);

        double Loss(int sentence) => sentence < chosen.Length && chosen[sentence] == sentence
            ? (2.0 / (predictions[sentence] + 1)) - (2.0 / (predictions[sentence] + 2))
            : 0;
    }

    private static IEnumerable<int> Choices(NearestSentences search, int query) => search.Ties(query)!.Prepend(search.Nearest[query]);
}
