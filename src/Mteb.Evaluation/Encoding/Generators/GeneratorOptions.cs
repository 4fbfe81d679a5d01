using Microsoft.Extensions.AI;
using Mteb.Schemas.Catalogue;

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

    /// <summary>Prompts read from files, instructions among them, in place of <see cref="Prompts"/>; null for those.</summary>
    public PromptSet? PromptSet { get; init; }

    /// <summary>Finds what is known about a task, which decides the instruction of a model that takes them; null for mteb's tasks.</summary>
    public Func<string, TaskFacts?>? FindTask { get; init; }

    /// <summary>Most texts that are handed over at once; at least 1.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Handed to the generator as it is; null for its defaults.</summary>
    public EmbeddingGenerationOptions? Generation { get; init; }
}
