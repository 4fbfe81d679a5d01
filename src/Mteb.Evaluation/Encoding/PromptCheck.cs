using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>Finds prompts that a model declares in vain.</summary>
public static class PromptCheck
{
    private static readonly string[] Roles = ["query", "document"];

    /// <summary>The task types of mteb for texts, and for the other modalities.</summary>
    private static readonly HashSet<string> TaskTypes = new(StringComparer.Ordinal)
    {
        "BitextMining", "Classification", "Clustering", "InstructionReranking", "InstructionRetrieval", "MultilabelClassification",
        "PairClassification", "Regression", "Reranking", "Retrieval", "STS", "Summarization", "ZeroShotClassification",
        "Any2AnyMultilingualRetrieval", "Any2AnyReranking", "Any2AnyRetrieval", "AudioClassification", "AudioClustering",
        "AudioMultilabelClassification", "AudioPairClassification", "AudioReranking", "AudioZeroshotClassification", "Compositionality",
        "DocumentUnderstanding", "ImageClassification", "ImageClustering", "VideoCentricQA", "VideoClassification", "VideoClustering",
        "VideoPairClassification", "VideoZeroshotClassification", "VisionCentricQA", "VisualSTS(eng)", "VisualSTS(multi)",
    };

    /// <summary>
    /// One warning for each key that mteb drops: it is no known task name, no task type, neither <c>query</c> nor
    /// <c>document</c>, nor one of the first two with <c>-query</c> or <c>-document</c> after it.
    /// </summary>
    /// <param name="folder">The model.</param>
    /// <param name="knownTasks">Names of all known tasks.</param>
    public static IReadOnlyList<Diagnostic> FindDropped(ModelFolder folder, IReadOnlySet<string> knownTasks) =>
        FindDropped(folder.Prompts, folder.DefaultPromptName, PlaceOf(folder), knownTasks);

    /// <summary>The same for prompts that do not come from a model folder.</summary>
    internal static IReadOnlyList<Diagnostic> FindDropped(
        IReadOnlyList<KeyValuePair<string, string>> prompts, string? defaultName, SourcePlace place, IReadOnlySet<string> knownTasks) => [.. prompts
        .Where(prompt => !IsLookedUp(prompt.Key, knownTasks) && prompt.Key != defaultName)
        .Select(prompt => EncodingCodes.PromptDropped.At(
            place,
            $"mteb never looks for a prompt called '{prompt.Key}'; texts are encoded without it.",
            prompt.Key is "passage" or "corpus"
                ? "Declare the same text under 'document'."
                : "Use 'query', 'document', a task type such as 'STS' or 'Retrieval-query', or the exact name of a task."))];

    /// <summary>A warning when prompts are declared and a call was left without one; null otherwise.</summary>
    /// <param name="prompts">The declared prompts.</param>
    /// <param name="place">Where they are declared.</param>
    /// <param name="taskName">Name of the task.</param>
    /// <param name="taskType">Type of the task.</param>
    /// <param name="role">Role of the texts; null without one.</param>
    /// <param name="resolution">What was found for the call.</param>
    internal static Diagnostic? FindUnapplied(
        IReadOnlyList<KeyValuePair<string, string>> prompts, SourcePlace place, string taskName, string taskType, PromptType? role, PromptResolution resolution)
    {
        // A key that exists and is empty is the model's own wish to have none.
        if (resolution.Source != PromptSource.None || prompts.All(prompt => prompt.Value.Length == 0))
        {
            return null;
        }

        var roleWords = role switch { PromptType.Query => " (queries)", PromptType.Document => " (documents)", _ => "" };
        return EncodingCodes.NoPromptApplied.At(
            place,
            $"The model declares prompts ({string.Join(", ", prompts.Select(prompt => prompt.Key))}), but none applies to {taskName}{roleWords}, a task of type {taskType}.",
            "If the model needs one here, declare it under the task type, the task's name or the role; declare an empty text if not.");
    }

    /// <summary>The file that declares the prompts of a model.</summary>
    internal static SourcePlace PlaceOf(ModelFolder folder) => new(folder.PromptsFile ?? folder.At("config_sentence_transformers.json"));

    private static bool IsLookedUp(string key, IReadOnlySet<string> knownTasks)
    {
        if (Roles.Contains(key) || TaskTypes.Contains(key) || knownTasks.Contains(key))
        {
            return true;
        }

        return Roles
            .Where(role => key.EndsWith("-" + role, StringComparison.Ordinal))
            .Select(role => key[..^(role.Length + 1)])
            .Any(name => TaskTypes.Contains(name) || knownTasks.Contains(name));
    }
}
