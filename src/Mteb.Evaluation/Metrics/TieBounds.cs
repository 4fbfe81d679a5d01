namespace Mteb.Evaluation.Metrics;

/// <summary>How far the order of equal scores can move a metric.</summary>
/// <param name="Lowest">The metric in the worst order.</param>
/// <param name="Highest">The metric in the best order.</param>
public readonly record struct TieBounds(double Lowest, double Highest)
{
    /// <summary>What the larger of two metrics can be, when the order in one does not bind the other.</summary>
    public static TieBounds Larger(TieBounds left, TieBounds right) =>
        new(Math.Max(left.Lowest, right.Lowest), Math.Max(left.Highest, right.Highest));
}
