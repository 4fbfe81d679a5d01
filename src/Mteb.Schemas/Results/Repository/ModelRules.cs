using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Schemas.Results.Repository;

/// <summary>Rules about all runs of a model together (C108, C109, C112).</summary>
internal static class ModelRules
{
    // Its revisions are people.
    private const string Annotators = "baseline__Human";

    private static readonly string[] NoRevisions = ["external", ResultPaths.NoRevision];

    /// <summary>Checks a model.</summary>
    public static void Check(ModelFolderOfResults model, RepositoryFindings findings)
    {
        var runs = model.Entries.Where(entry => entry.IsFolder && !entry.Name.StartsWith('.')).ToList();
        string[] names =
        [
            .. model.Entries.SelectMany(entry => entry.Experiments.Append(entry)).Select(entry => entry.Meta?.Name)
                .Concat(model.StrayMetas.Select(meta => meta.Name)).OfType<string>(),
            ResultPaths.ModelName(model.Name),
        ];
        if (runs.Count > 0 && !names.Any(RepositoryFacts.IsRegistered))
        {
            findings.Add(model.Path, FileKind.Other, RepositoryCodes.ModelNotRegistered.At(
                new SourcePlace(model.Path),
                $"Whether mteb registers '{names[0]}' cannot be decided offline: it did not on {RepositoryFacts.Day}.",
                "If the model was registered since, set the severity of this code to none; otherwise add it to mteb first."));
        }

        if (model.Name != Annotators)
        {
            CheckDuplicates(runs, names, findings);
        }

        CheckRevisions(model, findings);
    }

    private static void CheckDuplicates(List<RunFolder> runs, string[] names, RepositoryFindings findings)
    {
        var registered = names.Reverse().Select(RepositoryFacts.RegisteredRevision).FirstOrDefault(revision => revision is not null);
        var files = runs.SelectMany(run => run.Results.Select(file => (Run: run, File: file))).GroupBy(pair => Path.GetFileName(pair.File), StringComparer.Ordinal);
        foreach (var copies in files.Where(copies => copies.Skip(1).Any()))
        {
            var kept = copies.FirstOrDefault(copy => copy.Run.Name == registered);
            kept = kept.Run is null ? copies.FirstOrDefault(copy => !NoRevisions.Contains(copy.Run.Name)) : kept;
            kept = kept.Run is null ? copies.First() : kept;
            foreach (var copy in copies.Where(copy => copy != kept))
            {
                findings.Add(copy.File, FileKind.TaskResult, RepositoryCodes.TaskInTwoRevisions.At(
                    new SourcePlace(copy.File),
                    $"The revision '{kept.Run.Name}' of the model has a result of this task too, and the repository keeps that one.",
                    "Remove this file, or the other one if this is the better."));
                findings.Fix(new RepositoryFix(copy.File, null, null, $"The repository keeps the result of revision '{kept.Run.Name}'."));
            }
        }
    }

    private static void CheckRevisions(ModelFolderOfResults model, RepositoryFindings findings)
    {
        var seen = new Dictionary<string, RunFolder>(StringComparer.Ordinal);
        foreach (var run in model.Entries)
        {
            var revision = run.Meta is { } meta ? meta.Revision ?? "null" : run.Name;
            if (!seen.TryAdd(revision, run))
            {
                var path = run.Meta?.Path ?? run.Path;
                findings.Add(path, FileKind.ModelMeta, RepositoryCodes.RevisionTwice.At(
                    run.Meta?.PlaceOf("revision") ?? new SourcePlace(path),
                    $"The folders '{seen[revision].Name}' and '{run.Name}' are of one revision, '{revision}'.",
                    "Bring the results into one folder."));
            }
        }
    }
}
