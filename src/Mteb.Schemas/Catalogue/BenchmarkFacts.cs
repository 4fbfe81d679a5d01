using System.Text.Json;

namespace Mteb.Schemas.Catalogue;

/// <summary>What mteb says about a benchmark.</summary>
public sealed record BenchmarkFacts
{
    /// <summary>The name, for example <c>MTEB(eng, v2)</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Older names that mteb still takes.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The name on leaderboards; null where it has none.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Whether mteb finds the benchmark by name.</summary>
    public bool IsRegistered { get; init; }

    /// <summary>Benchmarks that replace this one; empty when it is current.</summary>
    public IReadOnlyList<string> SupersededBy { get; init; } = [];

    /// <summary>Columns of the leaderboard in order, such as <c>mean_task</c> and <c>mean_task_type</c>.</summary>
    public required IReadOnlyList<string> Aggregations { get; init; }

    /// <summary>What rows are ranked by: <c>borda</c>, or names of columns.</summary>
    public required IReadOnlyList<string> RankBy { get; init; }

    /// <summary>Languages with a view of their own; the single item <c>all</c> stands for every language.</summary>
    public IReadOnlyList<string> LanguageView { get; init; } = [];

    /// <summary>Whether the leaderboard shows how much of the benchmark a model was not trained on.</summary>
    public bool ShowsZeroShot { get; init; }

    /// <summary>Modalities of its tasks.</summary>
    public required IReadOnlyList<string> Modalities { get; init; }

    /// <summary>Whether all its tasks concern text only.</summary>
    public bool IsTextOnly { get; init; }

    /// <summary>Its tasks, in the declared order.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>What is evaluated of a task, by its name; a task without a restriction runs all its subsets and splits.</summary>
    public IReadOnlyDictionary<string, TaskRestriction> Restrictions { get; init; } = new Dictionary<string, TaskRestriction>();

    /// <summary>Everything else that the catalogue says, as JSON: the kind, task counts, declared filters, custom groupings.</summary>
    public JsonElement Record { get; init; }
}

/// <summary>What a benchmark evaluates of a task.</summary>
/// <param name="Subsets">Names of the subsets; null for all.</param>
/// <param name="EvalSplits">Names of the splits; null for all.</param>
public sealed record TaskRestriction(IReadOnlyList<string>? Subsets, IReadOnlyList<string>? EvalSplits)
{
    /// <summary>The task with only these subsets and splits, in the order of the task.</summary>
    public TaskFacts Apply(TaskFacts task) => task with
    {
        Subsets = Subsets is { } subsets ? [.. task.Subsets.Where(subset => subsets.Contains(subset.Name))] : task.Subsets,
        EvalSplits = EvalSplits is { } splits ? [.. splits] : task.EvalSplits,
    };
}
