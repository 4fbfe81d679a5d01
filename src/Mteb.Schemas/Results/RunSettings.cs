using System.Text.Json.Nodes;

namespace Mteb.Schemas.Results;

/// <summary>How splits and subsets of a task were evaluated: a line of <c>run_settings.jsonl</c>.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Splits">The splits.</param>
/// <param name="Versions">What was installed.</param>
/// <param name="EncodeArguments">Arguments of encoding, such as <c>batch_size</c>.</param>
/// <param name="Subsets">The subsets.</param>
public sealed record RunSettings(
    string Task, IReadOnlyList<string> Splits, PackageVersions Versions, JsonObject EncodeArguments, IReadOnlyList<string> Subsets)
{
    /// <summary>The settings of everything that a result holds, one line a split.</summary>
    public static IReadOnlyList<RunSettings> Of(TaskResult result, PackageVersions versions, JsonObject encodeArguments) =>
    [
        .. result.Scores.Select(split => new RunSettings(
            result.TaskName, [split.Split], versions, encodeArguments, [.. split.Subsets.Select(entry => entry.Subset)])),
    ];
}

/// <summary>Versions of the packages that mteb notes; null for what is not installed.</summary>
/// <param name="Mteb">The mteb version whose rules are followed.</param>
/// <param name="Torch">PyTorch.</param>
/// <param name="SentenceTransformers">sentence-transformers.</param>
/// <param name="FlashAttention">flash-attn.</param>
/// <param name="Transformers">transformers.</param>
public sealed record PackageVersions(
    string? Mteb, string? Torch = null, string? SentenceTransformers = null, string? FlashAttention = null, string? Transformers = null);
