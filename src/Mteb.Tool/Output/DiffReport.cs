using Mteb.Schemas.Cards.Generation;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results.Comparison;

namespace Mteb.Tool.Output;

/// <summary>What two sides hold.</summary>
/// <param name="First">The first path, as written.</param>
/// <param name="FirstResults">Its results.</param>
/// <param name="Second">The second path, as written.</param>
/// <param name="SecondResults">Its results.</param>
internal sealed record DiffSides(string First, IReadOnlyList<RunResult> FirstResults, string Second, IReadOnlyList<RunResult> SecondResults);

/// <summary>The outcome of a comparison.</summary>
internal sealed record DiffReport
{
    /// <summary>The first path, as written.</summary>
    public required string First { get; init; }

    /// <summary>The second path, as written.</summary>
    public required string Second { get; init; }

    /// <summary>What differs.</summary>
    public required IReadOnlyList<RunDifference> Differences { get; init; }

    /// <summary>What makes a comparison doubtful.</summary>
    public required IReadOnlyList<Diagnostic> Notes { get; init; }

    /// <summary>How many results both sides have.</summary>
    public required int Common { get; init; }

    /// <summary>How many values of the first side were compared.</summary>
    public required int Values { get; init; }

    /// <summary>The means of the common tasks; null when the sides hold several models.</summary>
    public required (ScoreSummary First, ScoreSummary Second)? Means { get; init; }

    /// <summary>Compares.</summary>
    public static DiffReport Of(DiffSides sides, Tolerance tolerance, ComparedMetrics metrics)
    {
        var severalModels = Models(sides.FirstResults) > 1 || Models(sides.SecondResults) > 1;
        var (ours, theirs) = (ByRun(sides.FirstResults, severalModels), ByRun(sides.SecondResults, severalModels));
        var differences = new List<RunDifference>();
        var notes = new List<Diagnostic>();
        var common = new List<(RunResult First, RunResult Second)>();
        foreach (var (run, first) in ours)
        {
            if (!theirs.TryGetValue(run, out var second))
            {
                differences.Add(Missing(run, DifferenceKind.OnlyInFirst));
                continue;
            }

            common.Add((first, second));
            differences.AddRange(ResultComparison.Compare(first.Result, second.Result, tolerance, metrics).Select(difference => new RunDifference(run, difference)));
            if (first.Result.DatasetRevision != second.Result.DatasetRevision)
            {
                notes.Add(MigrationCodes.OtherData.At(new SourcePlace(second.Path), $"'{run.Task}' was evaluated on revision '{first.Result.DatasetRevision}' of its data on one side and on '{second.Result.DatasetRevision}' on the other.", "Compare results on one revision."));
            }
        }

        differences.AddRange(theirs.Keys.Where(run => !ours.ContainsKey(run)).Select(run => Missing(run, DifferenceKind.OnlyInSecond)));
        return new DiffReport
        {
            First = sides.First,
            Second = sides.Second,
            Differences = differences,
            Notes = notes,
            Common = common.Count,
            Values = common.Sum(pair => ResultComparison.Count(pair.First.Result, metrics)),
            Means = severalModels || common.Count == 0 ? null
                : (ScoreSummary.Of(common.Select(pair => pair.First.Result)), ScoreSummary.Of(common.Select(pair => pair.Second.Result))),
        };
    }

    private static int Models(IReadOnlyList<RunResult> results) => results.Select(result => result.Model).Distinct(StringComparer.Ordinal).Count();

    private static OrderedDictionary<RunKey, RunResult> ByRun(IReadOnlyList<RunResult> results, bool withModel)
    {
        var byRun = new OrderedDictionary<RunKey, RunResult>();
        foreach (var result in results)
        {
            byRun[new RunKey(withModel ? result.Model : null, result.Experiment, result.Result.TaskName)] = result;
        }

        return byRun;
    }

    private static RunDifference Missing(RunKey run, DifferenceKind kind) => new(run, new ScoreDifference(run.Task, null, null, null, null, null) { Kind = kind });
}

/// <summary>What one result is of.</summary>
/// <param name="Model">The model's folder; null when the sides hold one model each.</param>
/// <param name="Experiment">The experiment's folder, if any.</param>
/// <param name="Task">The task.</param>
internal readonly record struct RunKey(string? Model, string? Experiment, string Task)
{
    /// <summary>The task, behind model and experiment where there are any.</summary>
    public override string ToString() => string.Join('/', new[] { Model, Experiment, Task }.Where(part => part is not null));
}

/// <summary>A difference and where it is.</summary>
/// <param name="Run">The result.</param>
/// <param name="Difference">The difference.</param>
internal sealed record RunDifference(RunKey Run, ScoreDifference Difference);
