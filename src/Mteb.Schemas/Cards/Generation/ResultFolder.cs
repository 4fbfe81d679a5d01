using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results;
using Mteb.Schemas.Results.Comparison;
using Mteb.Schemas.Results.Migration;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Schemas.Cards.Generation;

/// <summary>The results of one model.</summary>
/// <param name="ModelName">The model's name; null when nothing tells it.</param>
/// <param name="Tasks">One result a task, by name.</param>
public sealed record ModelResults(string? ModelName, IReadOnlyList<TaskResult> Tasks);

/// <summary>Finds results where users say that they are: in a revision's folder, in a model's folder, or under a cache root.</summary>
public static class ResultFolder
{
    /// <summary>Reads the results of one model.</summary>
    /// <param name="folder">An absolute path.</param>
    /// <param name="modelName">Which model, under a cache root; null when there is only one.</param>
    /// <param name="tasks">Only these tasks; null for all.</param>
    public static Outcome<ModelResults> Read(string folder, string? modelName, IReadOnlyCollection<string>? tasks = null)
    {
        var runs = Runs(folder, modelName);
        if (!runs.Succeeded)
        {
            return runs.FailedAs<ModelResults>();
        }

        var diagnostics = new List<Diagnostic>();
        var read = new List<RunResult>();
        foreach (var file in runs.Value.SelectMany(run => Files(run, tasks)))
        {
            var result = ResultMigration.Read(File.ReadAllBytes(file), file);
            diagnostics.AddRange(result.Diagnostics.Where(diagnostic => diagnostic.Descriptor != MigrationCodes.Converted));
            if (result.Succeeded)
            {
                read.Add(RunResult.At(file, result.Value));
            }
        }

        var found = RevisionChoice.Choose(read);

        if (found.Count == 0)
        {
            return Outcome.Failure<ModelResults>([.. diagnostics, CardCodes.NoResults.At(new SourcePlace(folder),
                $"'{folder}' holds no results{(tasks is null ? "" : " of the chosen tasks")}.", "Name the folder of a revision, of a model, or a cache root.")]);
        }

        var name = modelName ?? runs.Value.Select(NameOf).FirstOrDefault(one => one is not null);
        return Outcome.Success(new ModelResults(name, [.. found.Select(run => run.Result).OrderBy(result => result.TaskName, StringComparer.Ordinal)]), diagnostics);
    }

    /// <summary>The revision folders that a folder stands for.</summary>
    private static Outcome<IReadOnlyList<string>> Runs(string folder, string? modelName)
    {
        if (!Directory.Exists(folder))
        {
            return CardCodes.NoResults.At(new SourcePlace(folder), $"There is no folder '{folder}'.", "Name the folder of a revision, of a model, or a cache root.");
        }

        var root = Path.Combine(folder, ResultPaths.ResultsFolder) is var inner && Directory.Exists(inner) ? inner : folder;
        var children = Directory.GetDirectories(root).Where(child => Path.GetFileName(child) != ResultPaths.ExperimentsFolder).Order(StringComparer.Ordinal).ToList();
        var revisions = children.Where(HoldsResults).ToList();
        var models = children.Where(child => Directory.GetDirectories(child).Any(HoldsResults)).ToList();
        if (models.Count == 0 && (revisions.Count > 0 || HoldsResults(root)))
        {
            return Outcome.Success<IReadOnlyList<string>>(revisions.Count > 0 ? revisions : [root], []);
        }

        var wanted = modelName is null ? models : models.Where(model => Path.GetFileName(model) == ResultPaths.ModelFolder(modelName)).ToList();
        return wanted.Count switch
        {
            1 => Outcome.Success<IReadOnlyList<string>>([.. Directory.GetDirectories(wanted[0]).Where(HoldsResults).Order(StringComparer.Ordinal)], []),
            0 => CardCodes.NoResults.At(new SourcePlace(folder), $"'{folder}' holds no results{(modelName is null ? "" : $" of '{modelName}'")}.", "Name the folder of a revision, of a model, or a cache root."),
            _ => CardCodes.SeveralRuns.At(new SourcePlace(folder), $"'{folder}' holds the results of {wanted.Count} models, '{Path.GetFileName(wanted[0])}' among them.", "Say which one with '--model-name'."),
        };
    }

    private static bool HoldsResults(string folder) => Directory.EnumerateFiles(folder, "*.json").Any(IsResult);

    private static IEnumerable<string> Files(string run, IReadOnlyCollection<string>? tasks) => Directory.EnumerateFiles(run, "*.json")
        .Where(IsResult)
        .Where(file => tasks is null || tasks.Contains(Path.GetFileNameWithoutExtension(file)))
        .Order(StringComparer.Ordinal);

    private static bool IsResult(string file) => ResultFiles.KindOf(file) == FileKind.TaskResult;

    private static string? NameOf(string run)
    {
        var meta = Path.Combine(run, ResultPaths.ModelMetaFile);
        if (File.Exists(meta) && ModelMetaReader.Read(File.ReadAllBytes(meta), meta).Value?.Json["name"]?.AsText() is { } name)
        {
            return name;
        }

        var model = Path.GetFileName(Path.GetDirectoryName(run)) ?? "";
        return model.Contains("__", StringComparison.Ordinal) ? ResultPaths.ModelName(model) : null;
    }
}
