namespace Mteb.Schemas.Results.Comparison;

/// <summary>A value that two results do not have in common.</summary>
/// <param name="Task">The task.</param>
/// <param name="Split">The split; null when the whole task is missing on one side.</param>
/// <param name="Subset">The subset; null when the whole split is.</param>
/// <param name="Metric">The metric, or the path of a detail such as <c>scores_per_experiment[0].f1</c>; null when the whole entry is.</param>
/// <param name="First">The first value; null when it is missing there.</param>
/// <param name="Second">The second value; null when it is missing there.</param>
public sealed record ScoreDifference(string Task, string? Split, string? Subset, string? Metric, ScoreValue? First, ScoreValue? Second)
{
    /// <summary>On which side it is.</summary>
    public required DifferenceKind Kind { get; init; }

    /// <summary>The second number less the first; null when one of them is none.</summary>
    public double? Change => ScoreNumbers.Of(First) is { } first && ScoreNumbers.Of(Second) is { } second ? second - first : null;
}

/// <summary>The kinds of difference.</summary>
public enum DifferenceKind
{
    /// <summary>Both sides have a value, and they are not equal.</summary>
    Changed,

    /// <summary>Only the first side has it.</summary>
    OnlyInFirst,

    /// <summary>Only the second side has it.</summary>
    OnlyInSecond,
}
