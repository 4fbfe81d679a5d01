namespace Mteb.Evaluation.Encoding.Foreign;

/// <summary>How a model is used whose vectors another program makes.</summary>
public sealed record ForeignSettings
{
    /// <summary>What is put in front of texts, before they are handed over.</summary>
    public PromptRules Prompts { get; init; } = PromptRules.None;

    /// <summary>How the vectors are meant to be compared.</summary>
    public SimilarityFunction Similarity { get; init; } = SimilarityFunction.Cosine;

    /// <summary>Most texts that are handed over at once; at least 1.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
