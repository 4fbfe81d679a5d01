namespace Mteb.Evaluation.Running;

/// <summary>Which tasks are asked for, and what of them; the options of <c>mteb run</c>.</summary>
public sealed record RunSelection
{
    /// <summary>Names of tasks. When there are any, types and categories do not count.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];

    /// <summary>Task types, such as <c>STS</c>.</summary>
    public IReadOnlyList<string> TaskTypes { get; init; } = [];

    /// <summary>Categories, such as <c>t2t</c>.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Languages (ISO 639-3, also with script): they choose tasks and subsets.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Names of benchmarks. When there are any, nothing else but subsets and the type counts.</summary>
    public IReadOnlyList<string> Benchmarks { get; init; } = [];

    /// <summary>Splits instead of the tasks' evaluation splits.</summary>
    public IReadOnlyList<string> EvalSplits { get; init; } = [];

    /// <summary>Subsets; others are left out.</summary>
    public IReadOnlyList<string> Subsets { get; init; } = [];

    /// <summary>The type as which the tasks are evaluated instead of their own; null leaves it.</summary>
    public string? AsType { get; init; }
}
