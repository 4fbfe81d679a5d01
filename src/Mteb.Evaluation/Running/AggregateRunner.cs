using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Running;

/// <summary>
/// Scores an aggregate task out of the results of its members: per split the plain mean of the members' scores, a member's
/// score being the mean of its main scores over its subsets (reference: mteb's aggregate task).
/// </summary>
/// <param name="context">What the run works with.</param>
/// <param name="plan">What is asked for.</param>
internal sealed class AggregateRunner(RunContext context, TaskPlan plan)
{
    private readonly long _start = context.Clock.GetTimestamp();

    /// <summary>Scores the task.</summary>
    /// <param name="runs">What came of the tasks before it; the results of members that are not among them are read.</param>
    public TaskRun Run(IReadOnlyList<TaskRun> runs)
    {
        var present = context.Strategy == OverwriteStrategy.Always ? Outcome.Success<TaskResult?>(null, []) : context.Store.Read(plan.Task.Name);
        if (!present.Succeeded && present.Diagnostics.Count > 0)
        {
            return End(TaskRunState.Failed, null, present.Diagnostics);
        }

        if (present.Value is { } result && plan.Splits.All(split => result.Find(split, "default") is { MainScore: not ScoreValue.Null }))
        {
            return End(TaskRunState.Cached, result, []);
        }

        var fresh = runs.Where(run => run.State != TaskRunState.Failed && run.Result is not null)
            .ToDictionary(run => run.Plan.Task.Name, run => run.Result!, StringComparer.Ordinal);
        var members = plan.Task.AggregateOf.Select(name => (Name: name, Result: fresh.GetValueOrDefault(name) ?? context.Store.Read(name).Value)).ToList();
        var missing = members.Where(member => member.Result is null || plan.Splits.Any(split => Score(member.Result, split) is null)).Select(member => member.Name).ToList();
        if (missing.Count > 0)
        {
            return End(TaskRunState.Failed, null, [RunCodes.AggregateTask.Here(
                $"{plan.Task.Name} is the mean of {plan.Task.AggregateOf.Count} tasks, and {missing.Count} of them have no score: {string.Join(", ", missing)}.",
                "Evaluate these tasks with the same output folder.")]);
        }

        var combined = Combine([.. members.Select(member => member.Result!)]);
        return context.Store.Save(combined) is { } problem ? End(TaskRunState.Failed, null, [problem]) : End(TaskRunState.Done, combined, []);
    }

    private TaskResult Combine(IReadOnlyList<TaskResult> members) => new()
    {
        TaskName = plan.Task.Name,
        DatasetRevision = "1",
        MtebVersion = ReproducedVersion.Mteb,
        Scores = [.. plan.Splits.Select(split => new SplitScores(split, [Entry(PairwiseSum.Mean([.. members.Select(member => Score(member, split)!.Value)]))]))],
        EvaluationTime = Sum(members.Select(member => member.EvaluationTime)),
        KgCo2Emissions = Sum(members.Select(member => member.KgCo2Emissions)),
        Date = context.Clock.GetUtcNow(),
    };

    private SubsetScores Entry(double score) => new(
        [new(plan.Task.MainScore, new ScoreValue.NumpyNumber(score))],
        new ScoreValue.NumpyNumber(score),
        "default",
        [.. plan.Task.Subsets.SelectMany(subset => subset.Languages).Distinct(StringComparer.Ordinal)],
        ReproducedVersion.Mteb);

    private static double? Score(TaskResult result, string split)
    {
        double?[] scores = [.. result.Scores.Where(scores => scores.Split == split).SelectMany(scores => scores.Subsets).Select(entry => entry.MainScore switch
        {
            ScoreValue.Number number => number.Value,
            ScoreValue.NumpyNumber number => number.Value,
            ScoreValue.WholeNumber number => (double?)number.Value,
            _ => null,
        })];
        return scores.Length == 0 || scores.Any(score => score is null) ? null : PairwiseSum.Mean([.. scores.Select(score => score!.Value)]);
    }

    // mteb adds up only where every member says something that is not zero.
    private static double Sum(IEnumerable<double?> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value is null or 0 ? double.NaN : value.Value;
        }

        return sum;
    }

    private TaskRun End(TaskRunState state, TaskResult? result, IReadOnlyList<Diagnostic> diagnostics) => new(
        plan, state, result, result is null ? null : context.Store.PathOf(plan.Task.Name), EncodingTotals.None, context.Clock.GetElapsedTime(_start), diagnostics);
}
