using System.Collections.Frozen;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Validation;

/// <summary>
/// Reads the splits of a result of before mteb 1.11, as mteb converts them: splits stand at the top level, with or without
/// subsets, and metrics may lie in groups.
/// </summary>
internal static class LegacyScores
{
    private static readonly FrozenSet<string> NoSplits = FrozenSet.Create(StringComparer.Ordinal, "mteb_dataset_name", "dataset_revision", "mteb_version");

    // Objects under these keys are metrics; under any other, they are subsets.
    private static readonly FrozenSet<string> MetricGroups = FrozenSet.Create(StringComparer.Ordinal, "v_measures", "cos_sim", "euclidean", "manhattan", "dot", "max");

    // mteb flattens what lies under these, so that there must be metrics.
    private static readonly string[] Flattened = ["cos_sim", "manhattan", "euclidean", "dot", "max", "similarity"];

    /// <summary>Reads the splits.</summary>
    /// <param name="root">The file.</param>
    /// <param name="task">The task; null when unknown.</param>
    /// <param name="version">mteb's version as it stands in the file.</param>
    /// <param name="findings">Where faults of the form are noted.</param>
    public static List<ScannedSplit> Read(JsonValue root, TaskExpectations? task, string? version, FindingList findings)
    {
        var members = root.DistinctMembers().Where(member => !NoSplits.Contains(member.Name)).ToList();
        var wrong = members.FindAll(member => member.Value.Kind != JsonKind.Mapping);
        foreach (var member in wrong)
        {
            findings.Add(FormCodes.OldWrongShape, member.Value.Start, $"In a result of before mteb 1.11, '{member.Name}' can only be a split, and it is no object.", "Remove what is no split, or evaluate the task again.");
        }

        foreach (var time in members.Select(split => split.Value["evaluation_time"]).OfType<JsonValue>().Where(time => time.Kind is not (JsonKind.WholeNumber or JsonKind.Number or JsonKind.Switch)))
        {
            findings.Add(FormCodes.OldWrongShape, time.Start, "mteb adds up 'evaluation_time' of all splits, and this one is no number.", "Remove it, or write the seconds.");
        }

        if (wrong.Count > 0)
        {
            return [];
        }

        var hasSubsets = members.Any(split => split.Value.DistinctMembers().Any(IsSubset));
        return [.. members.Select(split => new ScannedSplit(split.Name, split.Start, Entries(split, hasSubsets, task, version, findings)))];
    }

    private static bool IsSubset(JsonMember member) => member.Value.Kind == JsonKind.Mapping && !MetricGroups.Contains(member.Name);

    private static List<ScannedEntry> Entries(JsonMember split, bool hasSubsets, TaskExpectations? task, string? version, FindingList findings)
    {
        if (!hasSubsets)
        {
            CheckGroups(split.Value, findings);
            return [Entry(LegacyNames.OnlySubset(task?.Facts.Name, split.Name, version), split.Value, task)];
        }

        var entries = new List<ScannedEntry>();
        foreach (var subset in split.Value.DistinctMembers().Where(member => member.Name != "evaluation_time"))
        {
            if (subset.Value.Kind == JsonKind.Mapping)
            {
                CheckGroups(subset.Value, findings);
                entries.Add(Entry(subset.Name, subset.Value, task));
            }
            else
            {
                findings.Add(FormCodes.OldWrongShape, subset.Value.Start, $"The split '{split.Name}' holds subsets, and '{subset.Name}' is none.", "Remove what is no subset, or evaluate the task again.");
            }
        }

        return entries;
    }

    private static void CheckGroups(JsonValue metrics, FindingList findings)
    {
        foreach (var name in Flattened)
        {
            if (metrics[name] is { Kind: not (JsonKind.Mapping or JsonKind.Null) } group)
            {
                findings.Add(FormCodes.OldWrongShape, group.Start, $"'{name}' must hold metrics, as mteb before 1.11 wrote them.", "Restore the metrics, or evaluate the task again.");
            }
        }
    }

    private static ScannedEntry Entry(string subset, JsonValue metrics, TaskExpectations? task)
    {
        var mainMetric = task is null ? default : Find(metrics, task.Facts.MainScore);
        var mainScore = metrics["main_score"] is { } value ? Score(value) : mainMetric;
        return new ScannedEntry
        {
            At = metrics.Start,
            Subset = subset,
            SubsetAt = metrics.Start,
            MainScore = mainScore.IsPresent ? mainScore : new ScannedScore(JsonTokenKind.Null, double.NaN, metrics.Start),
            MainMetric = mainMetric.IsPresent || metrics["main_score"] is null ? mainMetric : default,
        };
    }

    // cosine_spearman lies in {"cos_sim": {"spearman": ...}}.
    private static ScannedScore Find(JsonValue metrics, string name)
    {
        if (metrics[name] is { } plain)
        {
            return Score(plain);
        }

        foreach (var group in metrics.Members.Where(member => member.Value.Kind == JsonKind.Mapping))
        {
            var prefix = group.Name == "cos_sim" ? "cosine" : group.Name;
            if (name.StartsWith(prefix + "_", StringComparison.Ordinal) && group.Value[name[(prefix.Length + 1)..]] is { } grouped)
            {
                return Score(grouped);
            }
        }

        return default;
    }

    private static ScannedScore Score(JsonValue value) => new(
        value.Kind switch
        {
            JsonKind.WholeNumber => JsonTokenKind.WholeNumber,
            JsonKind.Number => JsonTokenKind.Number,
            JsonKind.Text => JsonTokenKind.Text,
            JsonKind.Switch => JsonTokenKind.True,
            JsonKind.List => JsonTokenKind.BeginArray,
            JsonKind.Mapping => JsonTokenKind.BeginObject,
            _ => JsonTokenKind.Null,
        },
        value.AsNumber() ?? double.NaN,
        value.Start);
}
