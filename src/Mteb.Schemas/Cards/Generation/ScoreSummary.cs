using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Results;

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
    public double? MeanTask => Mean(Tasks.Select(task => task.Score));

    /// <summary>Mean over the means of the task types.</summary>
    public double? MeanTaskType => Mean(Types.Select(type => type.Mean));

    /// <summary>Task types with their means, in the order in which they first come.</summary>
    public IReadOnlyList<(string Type, double? Mean, int Count)> Types => [.. Tasks
        .GroupBy(task => task.Type)
        .Select(group => (group.Key, Mean(group.Select(task => task.Score)), group.Count()))];

    /// <summary>The scores of all results that there are.</summary>
    public static ScoreSummary Of(IEnumerable<TaskResult> results) => new(null, [.. results
        .Select(result => (Result: result, Facts: TaskCatalogue.Find(result.TaskName)))
        .Where(pair => pair.Facts is not null)
        .Select(pair => new TaskScore(pair.Result.TaskName, pair.Facts!.Type, Mean(pair.Result.Scores.SelectMany(split => split.Subsets).Select(entry => Number(entry.MainScore)))))]);

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

    /// <summary>A score as a number; null when it is none.</summary>
    internal static double? Number(ScoreValue? value) => value switch
    {
        ScoreValue.Number number => number.Value,
        ScoreValue.NumpyNumber number => number.Value,
        ScoreValue.WholeNumber number => number.Value,
        ScoreValue.LargeNumber number => (double)number.Value,
        _ => null,
    };

    private static double? Cells(TaskResult result, TaskFacts task) => Mean(task.EvalSplits
        .SelectMany(split => task.Subsets.Select(subset => Number(result.Find(split, subset.Name)?.MainScore))));

    private static double? Mean(IEnumerable<double?> values)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values)
        {
            if (value is not { } number || double.IsNaN(number))
            {
                return null;
            }

            sum += number;
            count++;
        }

        return count == 0 ? null : sum / count;
    }
}
