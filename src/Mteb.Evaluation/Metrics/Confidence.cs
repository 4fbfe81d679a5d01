using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Metrics;

/// <summary>How sure a search looks of its result: three measures out of the scores alone.</summary>
/// <param name="Largest">The best score (<c>max</c>).</param>
/// <param name="Deviation">Standard deviation of the scores (<c>std</c>).</param>
/// <param name="Lead">How far the best is ahead of the second (<c>diff1</c>); 0 where there is one only.</param>
public readonly record struct Confidence(double Largest, double Deviation, double Lead)
{
    /// <summary>The confidence of a result; all zero of an empty one.</summary>
    /// <param name="scores">The scores in the order in which the search keeps them; the last bit of the deviation hangs on it.</param>
    public static Confidence Of(ReadOnlySpan<double> scores)
    {
        if (scores.IsEmpty)
        {
            return default;
        }

        double best = double.NegativeInfinity, second = double.NegativeInfinity;
        foreach (var score in scores)
        {
            if (score > best)
            {
                (best, second) = (score, best);
            }
            else if (score > second)
            {
                second = score;
            }
        }

        return new Confidence(best, PairwiseSum.StandardDeviation(scores), scores.Length > 1 ? best - second : 0);
    }
}
