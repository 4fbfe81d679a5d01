using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results.Migration;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Schemas.Results;

/// <summary>What lies in the folder of a run, <c>results/&lt;model&gt;/&lt;revision&gt;</c>, or of one of its experiments.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Meta">Its <c>model_meta.json</c>; null when there is none that can be read.</param>
/// <param name="Results">Its results, by the name of their files.</param>
/// <param name="Settings">Its <c>run_settings.jsonl</c>, line by line.</param>
/// <param name="Experiments">Its experiments, by the name of their folders; an experiment has none of its own.</param>
public sealed record ResultRun(
    string Folder, ModelMeta? Meta, IReadOnlyList<TaskResult> Results, IReadOnlyList<RunSettings> Settings, IReadOnlyList<ResultRun> Experiments)
{
    /// <summary>Name of the folder: a revision, or the name of an experiment.</summary>
    public string Name => Path.GetFileName(Folder);

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <returns>
    /// What can be read, of every generation, and diagnostics of what cannot. As mteb does, experiments without a description are
    /// passed over.
    /// </returns>
    /// <exception cref="IOException">A file or folder cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">A file or folder may not be read.</exception>
    public static Outcome<ResultRun> Read(string folder)
    {
        var diagnostics = new List<Diagnostic>();
        var run = Read(folder, diagnostics);
        var experiments = Path.Combine(folder, ResultPaths.ExperimentsFolder);
        foreach (var experiment in Directory.Exists(experiments) ? Directory.GetDirectories(experiments).Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            if (File.Exists(Path.Combine(experiment, ResultPaths.ModelMetaFile)))
            {
                run = run with { Experiments = [.. run.Experiments, Read(experiment, diagnostics)] };
            }
            else
            {
                diagnostics.Add(ResultCodes.UndescribedExperiment.At(
                    new SourcePlace(experiment), "The experiment has no model_meta.json; mteb passes over its results.", "Add the model_meta.json that the run wrote."));
            }
        }

        return Outcome.Success(run, diagnostics);
    }

    private static ResultRun Read(string folder, List<Diagnostic> diagnostics)
    {
        var meta = ReadFile(Path.Combine(folder, ResultPaths.ModelMetaFile), ModelMetaReader.Read, diagnostics);
        var settings = ReadFile(Path.Combine(folder, ResultPaths.RunSettingsFile), RunSettingsFile.Read, diagnostics);
        var results = Directory.EnumerateFiles(folder, "*.json")
            .Where(file => ResultFiles.KindOf(file) == FileKind.TaskResult)
            .Order(StringComparer.Ordinal)
            .Select(file => ReadFile(file, ResultMigration.Read, diagnostics))
            .OfType<TaskResult>();
        return new ResultRun(folder, meta, [.. results], settings ?? [], []);
    }

    private static T? ReadFile<T>(string path, Func<ReadOnlyMemory<byte>, string?, Outcome<T>> read, List<Diagnostic> diagnostics)
        where T : class
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var outcome = read(File.ReadAllBytes(path), path);
        diagnostics.AddRange(outcome.Diagnostics.Where(finding => finding.Descriptor != MigrationCodes.Converted));
        return outcome.Value;
    }
}
