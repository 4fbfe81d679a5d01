namespace Mteb.Evaluation.Metrics;

/// <summary>
/// p-MRR (Weller et al. 2024): how far documents move down when an instruction makes them irrelevant; between −1 and 1,
/// positive when they move as wanted.
/// </summary>
public static class RelevanceShift
{
    /// <summary>The shift of one document.</summary>
    /// <param name="rankBefore">Rank under the original instruction, from 1.</param>
    /// <param name="rankAfter">Rank under the changed instruction, from 1.</param>
    public static double Of(int rankBefore, int rankAfter)
    {
        var (before, after) = (1.0 / rankBefore, 1.0 / rankAfter);
        return rankBefore >= rankAfter ? (before / after) - 1 : 1 - (after / before);
    }
}
