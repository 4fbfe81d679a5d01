namespace Mteb.Sdk.Evaluator;

/// <summary>What a build asks of an evaluation. All paths are full.</summary>
internal sealed record EvaluationRequest
{
    /// <summary>The folder of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The folder that holds the data of the tasks.</summary>
    public required string Data { get; init; }

    /// <summary>The tasks and benchmarks to evaluate.</summary>
    public required IReadOnlyList<WantedItem> Items { get; init; }

    /// <summary>The folder below which results lie.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Where the model runs.</summary>
    public required string Device { get; init; }

    /// <summary>The folder with the native libraries.</summary>
    public required string NativeFolder { get; init; }

    /// <summary>The version of this package.</summary>
    public required string SdkVersion { get; init; }

    /// <summary>The folder in which a task or benchmark that is complete leaves <c>name.done</c>, and <c>name.log</c> with its warnings.</summary>
    public required string StampFolder { get; init; }

    /// <summary>The folder in which builds that run at the same time find out whose turn it is.</summary>
    public required string TurnFolder { get; init; }

    /// <summary>The file that lists what was evaluated.</summary>
    public required string Record { get; init; }

    /// <summary>The file that lists the results of what was evaluated, by which builds see that one is gone.</summary>
    public required string ResultList { get; init; }

    /// <summary>The file that keeps the digests of the model's files.</summary>
    public required string Digests { get; init; }

    /// <summary>A folder in which vectors are kept from build to build; null to keep none.</summary>
    public string? EmbeddingCache { get; init; }

    /// <summary>How many MiB that folder may hold; null for the usual limit.</summary>
    public int? EmbeddingCacheSize { get; init; }

    /// <summary>The name under which results are filed; null for the folder's own.</summary>
    public string? ModelName { get; init; }

    /// <summary>The revision under which results are filed; null for the folder's own.</summary>
    public string? ModelRevision { get; init; }

    /// <summary>Files with prompts.</summary>
    public required IReadOnlyList<string> Prompts { get; init; }
}

/// <summary>A task or a benchmark that a project asks for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsBenchmark">Whether it is a benchmark.</param>
/// <param name="Splits">The splits asked for; none for the task's own.</param>
/// <param name="Subsets">The subsets asked for; none for all.</param>
internal sealed record WantedItem(string Name, bool IsBenchmark, IReadOnlyList<string> Splits, IReadOnlyList<string> Subsets);
