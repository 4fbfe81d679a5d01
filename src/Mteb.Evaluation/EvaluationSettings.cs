using Mteb.Evaluation.Encoding.Caching;
using Mteb.Evaluation.Encoding.Generators;
using Mteb.Evaluation.Running;

namespace Mteb.Evaluation;

/// <summary>How a generator is evaluated; every setting has a value that suits a test.</summary>
public sealed record EvaluationSettings
{
    /// <summary>How the generator is used: prompts, similarity, texts at a time.</summary>
    public GeneratorOptions Generator { get; init; } = new();

    /// <summary>Name of the model in result files, <c>organisation/name</c>; null for what the generator says of itself.</summary>
    public string? ModelName { get; init; }

    /// <summary>Revision of the model in result files.</summary>
    public string ModelRevision { get; init; } = "no_revision_available";

    /// <summary>Splits to evaluate; empty for those of the task.</summary>
    public IReadOnlyList<string> Splits { get; init; } = [];

    /// <summary>Subsets to evaluate; empty for all of which there are data.</summary>
    public IReadOnlyList<string> Subsets { get; init; } = [];

    /// <summary>Full path of the folder for result files, in mteb's layout; null to keep none.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>
    /// What happens to results that are in the output folder. A generator has no files by which it could be known again, so that
    /// they are replaced unless told otherwise.
    /// </summary>
    public OverwriteStrategy Strategy { get; init; } = OverwriteStrategy.Always;

    /// <summary>Where vectors are kept from run to run; null to keep none. What a generator is, is told by the model's name and revision.</summary>
    public EmbeddingCacheOptions? EmbeddingCache { get; init; }

    /// <summary>Threads for reading data; at least 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
