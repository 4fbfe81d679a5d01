namespace Mteb.Schemas.Results;

/// <summary>The result of one task: what a file <c>&lt;Task&gt;.json</c> of a result folder holds.</summary>
public sealed record TaskResult
{
    /// <summary>Revision of the data that was evaluated; <c>1</c> for an aggregate task.</summary>
    public required string DatasetRevision { get; init; }

    /// <summary>Name of the task.</summary>
    public required string TaskName { get; init; }

    /// <summary>The mteb version whose rules made the scores, or <c>oldest-newest</c> when entries differ; null in files that do not say.</summary>
    public required string? MtebVersion { get; init; }

    /// <summary>Splits in the order in which they were run, each with its entries.</summary>
    public required IReadOnlyList<SplitScores> Scores { get; init; }

    /// <summary>Seconds that the evaluation took.</summary>
    public double? EvaluationTime { get; init; }

    /// <summary>Carbon dioxide in kilograms; null unless it was measured.</summary>
    public double? KgCo2Emissions { get; init; }

    /// <summary>When the evaluation ended; written as Unix seconds, exact to the microsecond.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>What took how long; null in files that do not say.</summary>
    public IReadOnlyList<EvaluationPhase>? EvaluationPhases { get; init; }

    /// <summary>The entry of a split and subset; null when there is none. Of several, the last.</summary>
    public SubsetScores? Find(string split, string subset) =>
        Scores.LastOrDefault(scores => scores.Split == split)?.Subsets.LastOrDefault(entry => entry.Subset == subset);
}

/// <summary>The entries of one split.</summary>
/// <param name="Split">Name of the split.</param>
/// <param name="Subsets">One entry a subset.</param>
public sealed record SplitScores(string Split, IReadOnlyList<SubsetScores> Subsets);

/// <summary>A phase of an evaluation, such as <c>Encoding queries</c>.</summary>
/// <param name="Name">mteb's name of the phase.</param>
/// <param name="Start">Seconds from the start of the first phase to the start of this one.</param>
/// <param name="End">Seconds from the start of the first phase to the end of this one.</param>
/// <param name="Split">Name of the split.</param>
/// <param name="Subset">Name of the subset.</param>
public sealed record EvaluationPhase(string Name, double Start, double End, string Split, string Subset);
