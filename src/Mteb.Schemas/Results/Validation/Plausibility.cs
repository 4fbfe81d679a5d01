using Mteb.Schemas.Catalogue;

namespace Mteb.Schemas.Results.Validation;

/// <summary>
/// Compares a score with those of other models. The thresholds were chosen on the public results repository, where they flag
/// 1.75 % and 0.1 % of all files.
/// </summary>
internal static class Plausibility
{
    // Below these numbers of models, percentiles say little.
    private const int EnoughForPercentiles = 50;
    private const int EnoughForTail = 20;

    /// <summary>Lower than 99 % of the models, or near chance on a task where chance is near zero and models are not.</summary>
    public static bool IsSuspiciouslyLow(double score, string taskType, ScoreDistribution known) =>
        known.Models >= EnoughForPercentiles && (score < known.Percentile1 || taskType switch
        {
            "Retrieval" or "BitextMining" => known.Median >= 0.2 && score < 0.1 * known.Median,
            "STS" => known.Median >= 0.3 && score < 0.25 * known.Median,
            _ => false,
        });

    /// <summary>Above 99 % of the models by more than a quarter of their distance to the median, and by at least 0.02.</summary>
    public static bool IsSuspiciouslyHigh(double score, ScoreDistribution known) =>
        known.Models >= EnoughForTail && score > known.Percentile99 + Math.Max(0.02, (known.Percentile99 - known.Median) / 4);
}
