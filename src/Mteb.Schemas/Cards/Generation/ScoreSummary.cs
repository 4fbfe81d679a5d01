using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Results;
using Mteb.Schemas.Results.Comparison;

namespace Mteb.Schemas.Cards.Generation;

/// <summary>The score of a task.</summary>
/// <param name="Task">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Score">Mean of the main scores of its cells, as a fraction; null when one is missing.</param>
public sealed record TaskScore(string Task, string Type, double? Score);

/// <summary>Scores of a model and their means, as mteb forms them: a mean is open (null) when one of its parts is.</summary>
/// <param name="Title">What the scores are of: the name of a benchmark, or null for all results.</param>
/// <param name="Tasks">The tasks.</param>
public sealed record ScoreSummary(string? Title, IReadOnlyList<TaskScore> Tasks)
{
    /// <summary>Mean over tasks.</summary>
    public double? MeanTask => ScoreNumbers.Mean(Tasks.Select(task => task.Score));

    /// <summary>Mean over the means of the task types.</summary>
    public double? MeanTaskType => ScoreNumbers.Mean(Types.Select(type => type.Mean));

    /// <summary>Task types with their means, in the order in which they first come.</summary>
    public IReadOnlyList<(string Type, double? Mean, int Count)> Types => [.. Tasks
        .GroupBy(task => task.Type)
        .Select(group => (group.Key, ScoreNumbers.Mean(group.Select(task => task.Score)), group.Count()))];

    /// <summary>The scores of all results that there are.</summary>
    public static ScoreSummary Of(IEnumerable<TaskResult> results) => new(null, [.. results
        .Select(result => (Result: result, Facts: TaskCatalogue.Find(result.TaskName)))
        .Where(pair => pair.Facts is not null)
        .Select(pair => new TaskScore(pair.Result.TaskName, pair.Facts!.Type, ScoreNumbers.TaskScore(pair.Result)))]);

    /// <summary>The scores of a benchmark: of each of its tasks exactly the splits and subsets that it asks for.</summary>
    public static ScoreSummary Of(IEnumerable<TaskResult> results, BenchmarkFacts benchmark)
    {
        var byName = results.ToDictionary(result => result.TaskName, StringComparer.Ordinal);
        return new(benchmark.DisplayName ?? benchmark.Name, [.. benchmark.Tasks
            .Select(TaskCatalogue.Find)
            .OfType<TaskFacts>()
            .Select(task => benchmark.Restrictions.TryGetValue(task.Name, out var restriction) ? restriction.Apply(task) : task)
            .Select(task => new TaskScore(task.Name, task.Type, byName.TryGetValue(task.Name, out var result) ? Cells(result, task) : null))]);
    }

    private static double? Cells(TaskResult result, TaskFacts task) => ScoreNumbers.Mean(task.EvalSplits
        .SelectMany(split => task.Subsets.Select(subset => ScoreNumbers.Of(result.Find(split, subset.Name)?.MainScore))));
}
