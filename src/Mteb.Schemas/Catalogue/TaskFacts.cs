using System.Text.Json;

namespace Mteb.Schemas.Catalogue;

/// <summary>What is known about a task without its data: from mteb's catalogue, or from the <c>task.json</c> of a task of one's own.</summary>
public sealed record TaskFacts
{
    /// <summary>The name, for example <c>STSBenchmark</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the folder that holds the task's data, where it differs from <see cref="Name"/>.</summary>
    public string? FolderName { get; init; }

    /// <summary>Name of the folder that holds the task's data.</summary>
    public string DataFolder => FolderName ?? Name;

    /// <summary>The task type, for example <c>STS</c> or <c>Classification</c>.</summary>
    public required string Type { get; init; }

    /// <summary>mteb's base class, for example <c>AbsTaskClusteringLegacy</c>: it decides which rules score the task.</summary>
    public required string BaseClass { get; init; }

    /// <summary>The metric that counts on leaderboards, for example <c>cosine_spearman</c>.</summary>
    public required string MainScore { get; init; }

    /// <summary>Evaluation splits in the order in which they are run.</summary>
    public required IReadOnlyList<string> EvalSplits { get; init; }

    /// <summary>Subsets in the order in which they are run, each with its language-script codes; one called <c>default</c> for a monolingual task.</summary>
    public required IReadOnlyList<SubsetFacts> Subsets { get; init; }

    /// <summary>Category such as <c>t2t</c>.</summary>
    public string? Category { get; init; }

    /// <summary>Modalities; <c>["text"]</c> for what this library evaluates.</summary>
    public IReadOnlyList<string> Modalities { get; init; } = ["text"];

    /// <summary>Repository of the data on the Hub; null for aggregates and tasks of one's own.</summary>
    public string? DatasetPath { get; init; }

    /// <summary>Revision of the data on the Hub; null for aggregates and tasks of one's own.</summary>
    public string? DatasetRevision { get; init; }

    /// <summary>The task that replaces this one, if any.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>Members of an aggregate task; empty otherwise.</summary>
    public IReadOnlyList<string> AggregateOf { get; init; } = [];

    /// <summary>Whether the task has a prompt of its own in mteb. Its text is not part of the catalogue.</summary>
    public bool HasPrompt { get; init; }

    /// <summary>Whether the data are public.</summary>
    public bool IsPublic { get; init; } = true;

    /// <summary>Whether mteb calls the task a beta.</summary>
    public bool IsBeta { get; init; }

    /// <summary>
    /// Evaluation settings such as <c>samples_per_label</c> or <c>k_values</c>: the task's own over its base class's defaults.
    /// Names are mteb's.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> Attributes { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Whether the facts come from a <c>task.json</c> rather than from the catalogue.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether all subsets and everything else concern text only.</summary>
    public bool IsTextOnly => Modalities is ["text"];

    /// <summary>Whether the task has the single subset <c>default</c>.</summary>
    public bool IsMonolingual => Subsets is [{ Name: "default" }];

    /// <summary>A whole-number setting.</summary>
    public int? GetInteger(string attribute) =>
        Attributes.TryGetValue(attribute, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    /// <summary>A numeric setting.</summary>
    public double? GetNumber(string attribute) =>
        Attributes.TryGetValue(attribute, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    /// <summary>A switch; false when absent.</summary>
    public bool GetSwitch(string attribute) =>
        Attributes.TryGetValue(attribute, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A textual setting.</summary>
    public string? GetText(string attribute) =>
        Attributes.TryGetValue(attribute, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A list of whole numbers; null when absent.</summary>
    public IReadOnlyList<int>? GetIntegers(string attribute) =>
        Attributes.TryGetValue(attribute, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => item.GetInt32())]
            : null;

    /// <summary>A list of texts; null when absent.</summary>
    public IReadOnlyList<string>? GetTexts(string attribute) =>
        Attributes.TryGetValue(attribute, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : null;
}

/// <summary>A subset of a task.</summary>
/// <param name="Name">The name (<c>hf_subset</c>), for example <c>de-en</c>.</param>
/// <param name="Languages">Its language-script codes, for example <c>deu-Latn</c>.</param>
public sealed record SubsetFacts(string Name, IReadOnlyList<string> Languages);
