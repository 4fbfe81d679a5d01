using Microsoft.Extensions.AI;

namespace Mteb.Evaluation.Encoding.Generators;

/// <summary>How a generator is used as an encoder.</summary>
public sealed record GeneratorOptions
{
    /// <summary>How the vectors are meant to be compared.</summary>
    public SimilarityFunction Similarity { get; init; } = SimilarityFunction.Cosine;

    /// <summary>Prompts in mteb's form: by task, task type, <c>query</c> or <c>document</c>, each with <c>-query</c> or <c>-document</c> after it or not.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Prompts { get; init; } = [];

    /// <summary>Name of the prompt for texts without a role; null without one.</summary>
    public string? DefaultPromptName { get; init; }

    /// <summary>Most texts that are handed over at once; at least 1.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Handed to the generator as it is; null for its defaults.</summary>
    public EmbeddingGenerationOptions? Generation { get; init; }
}
