using Mteb.Schemas.Catalogue;

namespace Mteb.Evaluation.Running;

/// <summary>Makes a task of another type from the same data: the answer to <c>--as-type</c>.</summary>
public static class TaskRetyping
{
    private static readonly IReadOnlyDictionary<string, string> MainScores = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Retrieval"] = "ndcg_at_10",
        ["Reranking"] = "map_at_1000",
        ["InstructionRetrieval"] = "ndcg_at_10",
        ["InstructionReranking"] = "map_at_1000",
    };

    /// <summary>The types that a retrieval-like task can be evaluated as.</summary>
    public static IReadOnlyCollection<string> Types => [.. MainScores.Keys];

    /// <summary>
    /// The task as one of another type. It gets a name of its own (<c>Name+Type</c>), so that its result is never taken for
    /// that of the original, and the usual main score of the type.
    /// </summary>
    /// <returns>Null when the task has no documents and queries, or the type is none of <see cref="Types"/>.</returns>
    public static TaskFacts? As(TaskFacts task, string type)
    {
        if (!MainScores.TryGetValue(type, out var mainScore) || task.BaseClass != "AbsTaskRetrieval")
        {
            return null;
        }

        var canonical = MainScores.Keys.First(name => name.Equals(type, StringComparison.OrdinalIgnoreCase));
        return canonical == task.Type
            ? task
            : task with
            {
                Name = $"{task.Name}+{canonical}",
                FolderName = task.DataFolder,
                Type = canonical,
                MainScore = mainScore,
                DatasetRevision = null,
                SupersededBy = null,
            };
    }
}
