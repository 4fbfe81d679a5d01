using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results;
using Mteb.Schemas.Results.Comparison;

namespace Mteb.Tool.Commands;

/// <summary>One result out of several files.</summary>
internal static class JoinedResult
{
    /// <summary>Joins the files in order.</summary>
    /// <param name="files">At least one file.</param>
    /// <param name="sameVersion">Whether all must come from one version of mteb.</param>
    /// <returns>The result, with entries that were replaced by different ones as warnings.</returns>
    public static Outcome<TaskResult> Of(IReadOnlyList<NamedResult> files, bool sameVersion)
    {
        var notes = new List<Diagnostic>();
        TaskResult? joined = null;
        foreach (var file in files)
        {
            var read = ResultArguments.Read(file);
            notes.AddRange(read.Diagnostics);
            if (!read.Succeeded)
            {
                return Outcome.Failure<TaskResult>(notes);
            }

            var next = joined is null ? read : Join(joined, read.Value, file, sameVersion, notes);
            if (!next.Succeeded)
            {
                return Outcome.Failure<TaskResult>([.. notes, .. next.Diagnostics.Select(error => error with { Place = new SourcePlace(file.Path) })]);
            }

            joined = next.Value;
        }

        return Outcome.Success(joined!, notes);
    }

    private static Outcome<TaskResult> Join(TaskResult joined, TaskResult addition, NamedResult file, bool sameVersion, List<Diagnostic> notes)
    {
        if (sameVersion && joined.MtebVersion != addition.MtebVersion)
        {
            return MigrationCodes.OtherVersion.Here(
                $"'{addition.TaskName}' was evaluated with mteb {joined.MtebVersion ?? "(unknown)"} before and with {addition.MtebVersion ?? "(unknown)"} here.", "Leave out '--same-version' if scores of both versions may stand in one file.");
        }

        var merged = TaskResultMerge.Merge(joined, addition);
        if (merged.Succeeded)
        {
            notes.AddRange(ResultComparison.Compare(joined, addition, Tolerance.Exact, ComparedMetrics.Main)
                .Where(difference => difference.Kind == DifferenceKind.Changed)
                .Select(difference => MigrationCodes.EntryReplaced.At(
                    new SourcePlace(file.Path),
                    $"The entry of '{difference.Split}', '{difference.Subset}' takes the place of one with another main score.",
                    "Name the path whose scores should win last.")));
        }

        return merged;
    }
}
