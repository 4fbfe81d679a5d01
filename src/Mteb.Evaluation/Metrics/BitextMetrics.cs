namespace Mteb.Evaluation.Metrics;

/// <summary>How often the nearest sentence of the other language is the translation.</summary>
/// <param name="Precision">Precision of each gold sentence as a class, weighted.</param>
/// <param name="Recall">Recall, weighted: the share of hits.</param>
/// <param name="F1">F1 of each gold sentence as a class, weighted.</param>
/// <param name="Accuracy">Share of hits.</param>
public readonly record struct BitextMetrics(double Precision, double Recall, double F1, double Accuracy)
{
    /// <summary>Compares predicted rows with the gold ones.</summary>
    /// <param name="gold">Gold row of the other side for each sentence.</param>
    /// <param name="predicted">Predicted row of the other side for each sentence.</param>
    public static BitextMetrics Score(ReadOnlySpan<int> gold, ReadOnlySpan<int> predicted)
    {
        var metrics = ClassificationMetrics.Score(gold, predicted);
        return new BitextMetrics(metrics.PrecisionWeighted, metrics.RecallWeighted, metrics.F1Weighted, metrics.Accuracy);
    }
}
