using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results;

/// <summary>Recognises result files of mteb before 1.11 and pair classification results before 1.12.48.</summary>
internal static class OlderGeneration
{
    // Groups of metrics that stood in objects of their own: {"max": {"ap": ...}} is max_ap today.
    private static readonly string[] PairGroups = ["cosine", "manhattan", "euclidean", "dot", "max", "similarity", "cos_sim"];

    /// <summary>Why the file is of an older generation, as a sentence; null when it is not.</summary>
    public static string? Recognise(JsonValue root)
    {
        if (root["scores"] is not { } scores)
        {
            return root["mteb_dataset_name"] is null
                ? null
                : "The file has 'mteb_dataset_name' and its splits at the top level, as mteb wrote it before 1.11.";
        }

        return IsBeforePairRename(root["mteb_version"]?.AsText()) && HasPairGroups(scores)
            ? "The file holds the metrics of a pair classification in groups, as mteb wrote them before 1.12.48."
            : null;
    }

    private static bool IsBeforePairRename(string? version) =>
        MtebVersionRange.TryParse(version, out var range) && range.Oldest.CompareTo(new PythonVersion(1, 12, 48)) < 0;

    private static bool HasPairGroups(JsonValue scores) => scores.Members
        .SelectMany(split => split.Value.Items)
        .SelectMany(entry => entry.Members)
        .Any(member => member.Value.Kind == JsonKind.Mapping && PairGroups.Contains(member.Name));
}
