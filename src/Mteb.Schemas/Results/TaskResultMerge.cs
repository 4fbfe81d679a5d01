using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Results;

/// <summary>Joins two results of one task as mteb does when only what was missing is evaluated.</summary>
public static class TaskResultMerge
{
    /// <summary>
    /// Adds entries to a result. Splits and subsets of <paramref name="existing"/> keep their places; an entry for the same split
    /// and subset is replaced; times and emissions add up, unknown counting as zero unless both are; the later date counts; the
    /// phases of the addition begin where the time of the existing result ends; the version becomes <c>oldest-newest</c> when
    /// entries differ.
    /// </summary>
    /// <param name="existing">What was there.</param>
    /// <param name="addition">What was evaluated since.</param>
    /// <returns>The joined result; failure when task or dataset revision differ, or a version cannot be compared.</returns>
    public static Outcome<TaskResult> Merge(TaskResult existing, TaskResult addition)
    {
        if (existing.TaskName != addition.TaskName)
        {
            return ResultCodes.OtherTask.Here(
                $"Results of '{addition.TaskName}' cannot be added to results of '{existing.TaskName}'.", "Keep the two results in files of their own.");
        }

        if (existing.DatasetRevision != addition.DatasetRevision)
        {
            return ResultCodes.OtherRevision.Here(
                $"'{existing.TaskName}' was evaluated on revision '{existing.DatasetRevision}' of its data before and on '{addition.DatasetRevision}' now.",
                "Evaluate the whole task on one revision.");
        }

        var scores = MergeScores(existing.Scores, addition.Scores);
        var version = CommonVersion(scores);
        return version.Succeeded
            ? new TaskResult
            {
                DatasetRevision = addition.DatasetRevision,
                TaskName = addition.TaskName,
                MtebVersion = version.Value,
                Scores = scores,
                EvaluationTime = Sum(existing.EvaluationTime, addition.EvaluationTime),
                KgCo2Emissions = Sum(existing.KgCo2Emissions, addition.KgCo2Emissions),
                Date = existing.Date is { } before && (addition.Date is not { } now || before >= now) ? before : addition.Date,
                EvaluationPhases = MergePhases(existing, addition),
            }
            : version.FailedAs<TaskResult>();
    }

    // What mteb writes for the version of an older result that does not tell it.
    private const string UnknownVersion = "mteb version not available";

    private static List<SplitScores> MergeScores(IReadOnlyList<SplitScores> existing, IReadOnlyList<SplitScores> addition)
    {
        var merged = existing.ToList();
        foreach (var split in addition)
        {
            var place = merged.FindIndex(candidate => candidate.Split == split.Split);
            if (place < 0)
            {
                merged.Add(split);
            }
            else
            {
                merged[place] = new SplitScores(split.Split, MergeEntries(merged[place].Subsets, split.Subsets));
            }
        }

        return merged;
    }

    private static List<SubsetScores> MergeEntries(IReadOnlyList<SubsetScores> existing, IReadOnlyList<SubsetScores> addition)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var merged = new List<SubsetScores>(existing.Count + addition.Count);
        foreach (var entry in existing.Concat(addition))
        {
            if (places.TryAdd(entry.Subset, merged.Count))
            {
                merged.Add(entry);
            }
            else
            {
                merged[places[entry.Subset]] = entry;
            }
        }

        return merged;
    }

    private static Outcome<string?> CommonVersion(IReadOnlyList<SplitScores> scores)
    {
        MtebVersionRange? common = null;
        foreach (var version in scores.SelectMany(split => split.Subsets).Select(entry => entry.MtebVersion).OfType<string>().Where(version => version != UnknownVersion).Distinct(StringComparer.Ordinal))
        {
            if (!MtebVersionRange.TryParse(version, out var range))
            {
                return ResultCodes.UnreadableVersion.Here(
                    $"An entry was made with mteb '{version}', which is no version.", "Correct 'mteb_version' in the result, or evaluate the task again.");
            }

            common = common?.Union(range) ?? range;
        }

        return Outcome.Success(common?.ToString(), []);
    }

    private static double? Sum(double? first, double? second) => first is null && second is null ? null : (first ?? 0) + (second ?? 0);

    private static List<EvaluationPhase>? MergePhases(TaskResult existing, TaskResult addition)
    {
        if (existing.EvaluationPhases is null && addition.EvaluationPhases is null)
        {
            return null;
        }

        var phases = (existing.EvaluationPhases ?? []).ToList();
        var offset = existing.EvaluationTime is { } time and not 0 ? time : phases.Count == 0 ? 0 : phases.Max(phase => phase.End);
        phases.AddRange((addition.EvaluationPhases ?? []).Select(phase => phase with { Start = phase.Start + offset, End = phase.End + offset }));
        return phases;
    }
}
