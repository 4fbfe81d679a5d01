using System.Globalization;
using System.Runtime.InteropServices;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Results.Validation;

/// <summary>Rules about splits, subsets and main scores.</summary>
internal static class ScoreRules
{
    private const double Tolerance = 1e-5;

    /// <summary>W203, W213, W214, W215, W232: which splits and subsets there are.</summary>
    public static void CheckCoverage(ScannedResult result, FindingList findings)
    {
        if (result.Splits.Count == 0)
        {
            findings.Add(ContentCodes.EmptyScores, result.ScoresAt, "There are no scores.", "Evaluate the task, or remove the file.");
        }

        foreach (var split in result.Splits)
        {
            if (split.Entries.Count == 0 && !findings.Has(FormCodes.SplitNotList))
            {
                findings.Add(ContentCodes.EmptyScores, split.At, $"The split '{split.Name}' is empty.", "Evaluate the split, or remove it.");
            }
        }

        if (result.Task is not { } task)
        {
            return;
        }

        foreach (var split in result.Splits)
        {
            if (!task.Splits.Contains(split.Name))
            {
                findings.Add(ContentCodes.ExtraSplit, split.At, $"{task.Facts.Name} is not scored on '{split.Name}'.", "Nothing; to save room, remove the split.");
            }
        }

        List<string> missing = [.. Absent(result, task)];
        if (missing.Count == task.Facts.EvalSplits.Count)
        {
            findings.Add(ContentCodes.NoEvaluationSplit, result.ScoresAt, $"No split is there that {task.Facts.Name} is scored on ({string.Join(", ", missing)}).", "Evaluate the task again, or correct the name of the split.");
        }
        else if (missing.Count > 0)
        {
            findings.Add(ContentCodes.MissingSplit, result.ScoresAt, $"{task.Facts.Name} is also scored on {string.Join(", ", missing)}.", "Evaluate the missing split with the same output folder.");
        }

        foreach (var split in result.Splits.Where(split => !result.IsLegacy && task.Splits.Contains(split.Name)))
        {
            CheckSubsets(split, task, findings);
        }
    }

    /// <summary>W212, W216: what the entries are called; W217 to W220: their languages.</summary>
    public static void CheckEntries(ScannedResult result, FindingList findings)
    {
        foreach (var split in result.Splits)
        {
            // Where the entries are those of the catalogue in its order, every name is known and stands once.
            var isUsual = result.Task is { } task && AreInOrder(split, task);
            var seen = !isUsual && split.Entries.Count > 1 ? new HashSet<string>(split.Entries.Count, StringComparer.Ordinal) : null;
            foreach (ref readonly var entry in CollectionsMarshal.AsSpan(split.Entries))
            {
                if (!isUsual && entry.Subset is { } subset)
                {
                    CheckName(result, split, entry, subset, seen, findings);
                }

                if (entry.Languages != LanguageFault.None)
                {
                    CheckLanguages(entry, findings);
                }
            }
        }
    }

    /// <summary>W204 to W208: main scores.</summary>
    public static void CheckMainScores(ScannedResult result, FindingList findings)
    {
        if (result.IsLegacy && result.Task is null)
        {
            return;
        }

        foreach (var split in result.Splits)
        {
            foreach (ref readonly var entry in CollectionsMarshal.AsSpan(split.Entries))
            {
                CheckMainScore(result, entry, findings);
            }
        }
    }

    /// <summary>
    /// W301, W302: scores that models do not reach. The measured rates are those of complete results; to mteb the score of a file
    /// is the mean of all main scores in it, and one that is no number leaves none to compare.
    /// </summary>
    public static void CheckPlausibility(ScannedResult result, FindingList findings)
    {
        if (result.IsLegacy || result.Task is not { Distribution: { } known } task || MeanOfTask(result, task) is not { } score || HasNoScore(findings))
        {
            return;
        }

        if (Plausibility.IsSuspiciouslyLow(score, task.Facts.Type, known))
        {
            findings.Add(ContentCodes.SuspiciouslyLow, result.ScoresAt, $"The score {Text(score)} is far below what models reach on {task.Facts.Name} (1 % of {known.Models} models are below {Text(known.Percentile1)}, half are below {Text(known.Median)}).", "Check that the weights of the model were loaded, then evaluate the task again.");
        }
        else if (Plausibility.IsSuspiciouslyHigh(score, known))
        {
            findings.Add(ContentCodes.SuspiciouslyHigh, result.ScoresAt, $"The score {Text(score)} is far above what models reach on {task.Facts.Name} (99 % of {known.Models} models are below {Text(known.Percentile99)}).", "Check the scale, and whether the model was trained on the task.");
        }
    }

    /// <summary>The mean of the main scores over all splits and subsets that count; null when one is missing.</summary>
    public static double? MeanOfTask(ScannedResult result, TaskExpectations task)
    {
        var (sum, count) = (0.0, 0);
        foreach (var name in task.Facts.EvalSplits)
        {
            var entries = result.Splits.Find(split => split.Name == name)?.Entries;
            if (entries is null || !Add(entries, task, ref sum, ref count))
            {
                return null;
            }
        }

        return count == 0 ? null : sum / count;
    }

    private static bool HasNoScore(FindingList findings) =>
        findings.Has(ContentCodes.WrongScale) || findings.Has(ContentCodes.MainScoreNotFinite) || findings.Has(ContentCodes.MainScoreNotNumber);

    private static bool Add(List<ScannedEntry> entries, TaskExpectations task, ref double sum, ref int count)
    {
        var inOrder = entries.Count == task.Subsets.Count;
        for (var index = 0; index < task.Subsets.Count; index++)
        {
            var subset = task.Subsets[index];
            var at = inOrder && entries[index].Subset == subset ? index : entries.FindLastIndex(entry => entry.Subset == subset);
            if (at < 0 || !entries[at].MainScore.IsFinite)
            {
                return false;
            }

            sum += entries[at].MainScore.Value;
            count++;
        }

        return true;
    }

    private static IEnumerable<string> Absent(ScannedResult result, TaskExpectations task)
    {
        foreach (var name in task.Facts.EvalSplits)
        {
            if (!result.Splits.Exists(split => split.Name == name))
            {
                yield return name;
            }
        }
    }

    private static bool AreInOrder(ScannedSplit split, TaskExpectations task)
    {
        var entries = CollectionsMarshal.AsSpan(split.Entries);
        for (var index = 0; index < entries.Length; index++)
        {
            if (index >= task.Subsets.Count || entries[index].Subset != task.Subsets[index])
            {
                return false;
            }
        }

        return entries.Length == task.Subsets.Count;
    }

    private static void CheckMainScore(ScannedResult result, in ScannedEntry entry, FindingList findings)
    {
        var score = entry.MainScore;
        if (!score.IsPresent)
        {
            return;
        }

        if (!score.IsNumber)
        {
            findings.Add(ContentCodes.MainScoreNotNumber, score.At, $"The main score of '{entry.Subset}' is not a number.", "Evaluate the task again.");
        }
        else if (!score.IsFinite)
        {
            findings.Add(ContentCodes.MainScoreNotFinite, score.At, $"The main score of '{entry.Subset}' is NaN or infinite.", "Find out why, then evaluate the task again.");
        }

        if (result.Task is { } task)
        {
            CheckAgainstTask(result, task, entry, findings);
        }
    }

    private static void CheckSubsets(ScannedSplit split, TaskExpectations task, FindingList findings)
    {
        if (AreInOrder(split, task))
        {
            return;
        }

        var present = split.Entries.Select(entry => entry.Subset).ToHashSet(StringComparer.Ordinal);
        var missing = task.Subsets.Where(subset => !present.Contains(subset)).ToList();
        if (missing.Count > 0)
        {
            findings.Add(ContentCodes.MissingSubsets, split.At, $"The split '{split.Name}' lacks {missing.Count} of {task.Subsets.Count} subsets: {NameList.Of(missing, 5)}.", "Evaluate the missing subsets with the same output folder.");
        }
    }

    private static void CheckName(ScannedResult result, ScannedSplit split, in ScannedEntry entry, string subset, HashSet<string>? seen, FindingList findings)
    {
        if (result.Task is { } task && !task.HasSubset(subset))
        {
            findings.Add(ContentCodes.UnknownSubset, entry.SubsetAt, $"{task.Facts.Name} has no subset '{subset}'.", "Correct 'hf_subset'.");
        }

        if (seen is not null && !seen.Add(subset))
        {
            findings.Add(ContentCodes.DuplicateEntry, entry.At, $"The subset '{subset}' stands twice in the split '{split.Name}'.", "Remove the wrong one.");
        }
    }

    private static void CheckLanguages(in ScannedEntry entry, FindingList findings)
    {
        if (entry.Languages.HasFlag(LanguageFault.Empty))
        {
            findings.Add(ContentCodes.NoLanguages, entry.LanguagesAt, $"The subset '{entry.Subset}' has no language.", "Add the languages of the subset.");
        }

        if (entry.Languages.HasFlag(LanguageFault.Malformed))
        {
            findings.Add(ContentCodes.MalformedLanguage, entry.LanguagesAt, $"The subset '{entry.Subset}' has a language that is no code such as eng-Latn.", "Correct the code.");
        }

        if (entry.Languages.HasFlag(LanguageFault.Differ))
        {
            findings.Add(ContentCodes.OtherLanguages, entry.LanguagesAt, $"The languages of '{entry.Subset}' are not those of the catalogue.", "Nothing.");
        }

        if (entry.Languages.HasFlag(LanguageFault.Repeated))
        {
            findings.Add(ContentCodes.RepeatedLanguage, entry.LanguagesAt, $"A language of '{entry.Subset}' stands twice.", "Nothing.");
        }
    }

    private static void CheckAgainstTask(ScannedResult result, TaskExpectations task, in ScannedEntry entry, FindingList findings)
    {
        var (score, metric) = (entry.MainScore, entry.MainMetric);
        if (score.IsFinite && (Math.Abs(score.Value) > 1 || (score.Value < 0 && !task.MayBeNegative)))
        {
            findings.Add(ContentCodes.WrongScale, score.At, $"The main score {Text(score.Value)} is out of scale.", "Divide every score of the file by 100 if they are percentages, or evaluate the task again.");
        }

        if (!metric.IsPresent && !result.IsLegacy)
        {
            findings.Add(ContentCodes.MainMetricAbsent, entry.At, $"The entry lacks '{task.Facts.MainScore}', which is the main metric of {task.Facts.Name}.", "Evaluate the task again to compare it with newer results.");
        }
        else if (!result.IsLegacy && score.IsFinite && metric.IsFinite && Math.Abs(score.Value - metric.Value) > Tolerance)
        {
            findings.Add(ContentCodes.MainScoreDiffers, score.At, $"The main score is {Text(score.Value)}, and '{task.Facts.MainScore}' is {Text(metric.Value)}.", "Find out which is right; evaluate the task again if in doubt.");
        }
    }

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
