using Mteb.Evaluation.Datasets;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Running;

/// <summary>Data folders: the tasks of one's own that they declare, and all data in them.</summary>
/// <param name="Own">Tasks with a <c>task.json</c>, by name.</param>
/// <param name="Source">The data.</param>
public sealed record LocalData(IReadOnlyDictionary<string, TaskFacts> Own, ITaskDataSource Source)
{
    /// <summary>The names of all tasks that can be asked for: of one's own and of the catalogue.</summary>
    public IReadOnlySet<string> KnownTasks => Own.Keys.Concat(TaskCatalogue.Names).ToHashSet(StringComparer.Ordinal);

    /// <summary>What is known about a task; one's own comes before the catalogue's of the same name. Null when nothing is.</summary>
    /// <param name="task">The task's name.</param>
    public TaskFacts? Find(string task) => Own.GetValueOrDefault(task) ?? TaskCatalogue.Find(task);

    /// <summary>Opens folders.</summary>
    /// <param name="folders">Full paths; a task comes from the first folder that has it. At least one.</param>
    /// <param name="threads">Threads for reading.</param>
    /// <param name="mayBeMissing">Whether a folder that is not there is taken for one without any task; reading from it is an error all the same.</param>
    /// <returns>The data, with the diagnostics of every <c>task.json</c> that is not sound.</returns>
    public static Outcome<LocalData> Open(IReadOnlyList<string> folders, int threads, bool mayBeMissing = false)
    {
        var own = new Dictionary<string, TaskFacts>(StringComparer.Ordinal);
        var diagnostics = new List<Diagnostic>();
        foreach (var folder in folders.Where(folder => !mayBeMissing || Directory.Exists(folder)))
        {
            var found = OwnTask.FindAll(folder);
            diagnostics.AddRange(found.Diagnostics);
            if (!found.Succeeded)
            {
                return Outcome.Failure<LocalData>(diagnostics);
            }

            foreach (var task in found.Value)
            {
                own.TryAdd(task.Name, task);
            }
        }

        ITaskDataSource[] sources = [.. folders.Select(folder => new LocalTaskDataSource(folder, threads))];
        return Outcome.Success(new LocalData(own, sources.Length == 1 ? sources[0] : new CombinedTaskDataSource(sources)), diagnostics);
    }
}
