using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Running;

/// <summary>
/// Everything that a run of one task depended on, so that it can be repeated years later. Lies as
/// <c>run_manifest.json</c> beside the results, one section a task.
/// </summary>
public sealed record RunManifest
{
    /// <summary>Identifies the form of the file.</summary>
    public const string Schema = "urn:mteb:run-manifest:v1";

    /// <summary>Name of the file.</summary>
    public const string FileName = "run_manifest.json";

    /// <summary>The program that ran.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The version of mteb whose scores are reproduced.</summary>
    public required string ReproducesMteb { get; init; }

    /// <summary>When the run of this task began, UTC, ISO 8601.</summary>
    public required string Started { get; init; }

    /// <summary>How long it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>The model.</summary>
    public required ModelDescription Model { get; init; }

    /// <summary>The machine and the settings of the encoder.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>Seed of every random generator.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>Revision of the data as it stands in the result.</summary>
    public required string DatasetRevision { get; init; }

    /// <summary><c>catalogue</c> when counts and lengths equal those of mteb's statistics, else <c>content</c>.</summary>
    public required string DatasetRevisionSource { get; init; }

    /// <summary>The data that were read.</summary>
    public required IReadOnlyList<DataSection> Data { get; init; }

    /// <summary>Splits asked for.</summary>
    public required IReadOnlyList<string> Splits { get; init; }

    /// <summary>Subsets asked for.</summary>
    public required IReadOnlyList<string> Subsets { get; init; }

    /// <summary>Whether splits or subsets of the task were left out.</summary>
    public required bool Partial { get; init; }

    /// <summary>Share of the texts that were cut to the maximum length, from 0 to 1.</summary>
    public required double TruncatedShare { get; init; }

    /// <summary>The calls of the encoder, in order, with the prompt that each used.</summary>
    public required IReadOnlyList<EncodingSection> Encoding { get; init; }

    /// <summary>The phases; times in seconds since the task began.</summary>
    public required IReadOnlyList<PhaseSection> Phases { get; init; }

    /// <summary>Puts a section into a manifest.</summary>
    /// <param name="existing">The file as it stands; null or unreadable when there is none.</param>
    /// <param name="task">Name of the task.</param>
    /// <returns>The file as it must be written: UTF-8, two spaces a level, final newline.</returns>
    public byte[] MergeInto(byte[]? existing, string task)
    {
        var document = Parse(existing) ?? new JsonObject { ["schema"] = Schema, ["tasks"] = new JsonObject() };
        var tasks = document["tasks"] as JsonObject ?? [];
        tasks[task] = JsonSerializer.SerializeToNode(this, ManifestJson.Default.RunManifest);
        document["schema"] = Schema;
        if (tasks.Parent is null)
        {
            document["tasks"] = tasks;
        }

        return [.. JsonSerializer.SerializeToUtf8Bytes(document, ManifestJson.Default.JsonObject), (byte)'\n'];
    }

    /// <summary>Whether a file is a manifest that a section can be put into.</summary>
    public static bool IsReadable(byte[] file) => Parse(file) is { } document && document["tasks"] is JsonObject;

    /// <summary>A task's section of a manifest; null when there is none that can be read.</summary>
    public static RunManifest? Read(byte[] file, string task) => Parse(file)?["tasks"] is JsonObject tasks ? Read(tasks[task]) : null;

    /// <summary>All sections of a manifest that can be read.</summary>
    public static IEnumerable<RunManifest> ReadAll(byte[] file) =>
        Parse(file)?["tasks"] is JsonObject tasks ? tasks.Select(section => Read(section.Value)).OfType<RunManifest>() : [];

    private static RunManifest? Read(JsonNode? section)
    {
        try
        {
            return section is JsonObject ? section.Deserialize(ManifestJson.Default.RunManifest) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonObject? Parse(byte[]? existing)
    {
        try
        {
            return existing is null ? null : JsonNode.Parse(existing) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A model, as far as its scores depend on it.</summary>
public sealed record ModelDescription
{
    /// <summary>Its name, <c>organisation/name</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its revision.</summary>
    public required string Revision { get; init; }

    /// <summary>Most tokens of a text, special ones included; null when the encoder does not say.</summary>
    public required int? MaxLength { get; init; }

    /// <summary>Length of its vectors; null when not known beforehand.</summary>
    public int? Dimensions { get; init; }

    /// <summary>How its vectors are compared.</summary>
    public required string Similarity { get; init; }

    /// <summary>How token vectors become a text vector, and what follows.</summary>
    public required IReadOnlyList<string> Modules { get; init; }

    /// <summary>Data type of the computation.</summary>
    public string Dtype { get; init; } = "float32";

    /// <summary>Graph, weights, tokenizer and settings.</summary>
    public required IReadOnlyList<ModelFile> Files { get; init; }
}

/// <summary>Machine and settings.</summary>
public sealed record RunEnvironment
{
    /// <summary>Operating system.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>Processor architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>Version of .NET.</summary>
    public required string Dotnet { get; init; }

    /// <summary>Version of ONNX Runtime; null where something else made the vectors.</summary>
    public required string? OnnxRuntime { get; init; }

    /// <summary>Where the model ran; <c>elsewhere</c> where only its maker knows.</summary>
    public required string Device { get; init; }

    /// <summary>What the device was told besides, as <c>key=value</c>; null for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? ProviderOptions { get; init; }

    /// <summary>Threads of the run in all.</summary>
    public required int Threads { get; init; }

    /// <summary>Most texts of a batch; null when only tokens limit it.</summary>
    public int? BatchSize { get; init; }
}

/// <summary>A split of a subset, as it was read.</summary>
public sealed record DataSection(string Split, string Subset, string Sha256, IReadOnlyList<string> Files, IReadOnlyDictionary<string, double> Statistics);

/// <summary>A call of the encoder.</summary>
public sealed record EncodingSection(
    string Split,
    string Subset,
    string? PromptType,
    string? PromptName,
    string? Prompt,
    int Texts,
    int DistinctTexts,
    long Tokens,
    int TruncatedTexts);

/// <summary>A phase.</summary>
public sealed record PhaseSection(string Name, string Split, string Subset, double Start, double End);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(RunManifest))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ManifestJson : JsonSerializerContext;
