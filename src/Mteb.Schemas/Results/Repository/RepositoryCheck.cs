using Mteb.Schemas.Results.Validation;

namespace Mteb.Schemas.Results.Repository;

/// <summary>
/// The checks that the public results repository runs on every pull request (C101 to C115), without the repository's machines.
/// Only what they would reject is found; everything else about the files is for <see cref="ResultValidator"/>.
/// </summary>
public static class RepositoryCheck
{
    /// <summary>Checks a repository.</summary>
    /// <param name="resultsFolder">The folder <c>results</c>, as the user would write it.</param>
    /// <param name="before">What the work is compared with; null to leave out the rules about changes and to hold every file to the limit of size.</param>
    /// <param name="models">Names of the models' folders to look at; null for all.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static RepositoryReport Run(string resultsFolder, IResultsBase? before, IReadOnlyCollection<string>? models, CancellationToken cancellation)
    {
        var findings = new RepositoryFindings();
        var tree = RepositoryTree.Read(resultsFolder, models);
        foreach (var model in tree.Models)
        {
            cancellation.ThrowIfCancellationRequested();
            CheckModel(model, findings);
        }

        CheckTaskFiles(tree, findings, cancellation);
        CheckChanges(tree, before, findings, cancellation);
        return new RepositoryReport(findings.Reports, findings.Fixes);
    }

    private static void CheckModel(ModelFolderOfResults model, RepositoryFindings findings)
    {
        foreach (var meta in model.StrayMetas)
        {
            MetaRules.CheckStray(meta, findings);
        }

        foreach (var run in model.Entries)
        {
            MetaRules.Check(model, run, findings);
            foreach (var experiment in run.Experiments)
            {
                ExperimentRules.Check(model, run, experiment, findings);
            }
        }

        ModelRules.Check(model, findings);
    }

    private static void CheckTaskFiles(RepositoryTree tree, RepositoryFindings findings, CancellationToken cancellation)
    {
        var runs = tree.Models.SelectMany(model => model.Entries).ToList();
        var files = runs.SelectMany(run => run.Results.Select(file => (File: file, IsExperiment: false)))
            .Concat(runs.SelectMany(run => run.Experiments).SelectMany(run => run.Results.Select(file => (File: file, IsExperiment: true))));
        var reports = files.AsParallel().AsOrdered().WithCancellation(cancellation).Select(file => TaskFileRules.Check(file.File, file.IsExperiment));
        foreach (var report in reports)
        {
            findings.Saw(report.Path!, report.Kind);
            foreach (var diagnostic in report.Diagnostics)
            {
                findings.Add(report.Path!, report.Kind, diagnostic);
            }

            TaskFileRules.FixName(report, findings);
        }
    }

    private static void CheckChanges(RepositoryTree tree, IResultsBase? before, RepositoryFindings findings, CancellationToken cancellation)
    {
        if (before is null)
        {
            foreach (var file in tree.Models.SelectMany(model => Directory.EnumerateFiles(model.Path, "*", SearchOption.AllDirectories)))
            {
                TaskFileRules.CheckSize(file, KindOf(file), findings);
            }

            return;
        }

        var folder = ResultPaths.ResultsFolder + '/';
        var models = tree.Models.Select(model => model.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var changed in before.ChangedFiles.Where(path => path.StartsWith(folder, StringComparison.Ordinal) && models.Contains(path.Split('/')[1])))
        {
            cancellation.ThrowIfCancellationRequested();
            var file = Path.Combine(tree.Folder, changed[folder.Length..]);
            if (!File.Exists(file))
            {
                continue;
            }

            TaskFileRules.CheckSize(file, KindOf(file), findings);
            if (KindOf(file) == FileKind.TaskResult && before.Read(changed) is { Length: > 0 } old)
            {
                CheckChange(file, old, findings);
            }
        }
    }

    private static void CheckChange(string file, ReadOnlyMemory<byte> before, RepositoryFindings findings)
    {
        var meta = RunMeta.Read(Path.Combine(Path.GetDirectoryName(file)!, ResultPaths.ModelMetaFile))?.Root;
        var mayMove = meta?["name"] is null || meta["revision"] is null;
        foreach (var diagnostic in ResultChange.Compare(before, File.ReadAllBytes(file), file, mayMove))
        {
            findings.Add(file, FileKind.TaskResult, diagnostic);
        }
    }

    private static FileKind KindOf(string file) => Path.GetFileName(file) switch
    {
        ResultPaths.ModelMetaFile => FileKind.ModelMeta,
        ResultPaths.RunSettingsFile => FileKind.RunSettings,
        var name => name.EndsWith(".json", StringComparison.Ordinal) ? FileKind.TaskResult : FileKind.Other,
    };
}

/// <summary>What the repository's checks would say.</summary>
/// <param name="Files">Every file that they look at, and folders at fault, with what they would reject.</param>
/// <param name="Fixes">Mechanical changes that mend some of it; nothing is changed before they are applied.</param>
public sealed record RepositoryReport(IReadOnlyList<FileReport> Files, IReadOnlyList<RepositoryFix> Fixes);
