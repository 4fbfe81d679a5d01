using System.Globalization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Verification;

/// <summary>A threshold that a result must meet.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Metric">The metric; <c>main_score</c> for the main one.</param>
/// <param name="Minimum">The least that is good enough; null when any is.</param>
/// <param name="MaximumDrop">How far below the baseline the score may be; null when there is no baseline.</param>
/// <param name="Place">Where the gate is written.</param>
public sealed record Gate(string Task, string Metric, double? Minimum, double? MaximumDrop, SourcePlace Place)
{
    private const string MainScore = "main_score";

    /// <summary>Reads a gate.</summary>
    /// <param name="task">Name of the task.</param>
    /// <param name="metric">The metric; null for the main one.</param>
    /// <param name="minimum">A number; null when there is none.</param>
    /// <param name="maximumDrop">A number; null when there is none.</param>
    /// <param name="place">Where the gate is written.</param>
    public static Outcome<Gate> Create(string task, string? metric, string? minimum, string? maximumDrop, SourcePlace place)
    {
        var (least, drop) = (Number(minimum), Number(maximumDrop));
        if ((minimum is not null && least is null) || (maximumDrop is not null && drop is null) || (minimum ?? maximumDrop) is null)
        {
            return GateCodes.GateUnusable.At(place, $"The gate of {task} has no threshold that is a number.", "Give it a Minimum, or a MaximumDrop with a Baseline, such as 0.5.");
        }

        return new Gate(task, metric ?? MainScore, least, drop, place);
    }

    /// <summary>Holds a result against the gate.</summary>
    /// <param name="result">The result; null when there is none.</param>
    /// <param name="baseline">The result to compare with; null when there is none.</param>
    /// <param name="baselineName">How the user calls the baseline.</param>
    /// <returns>Every way in which the gate is not met; empty when it is.</returns>
    public IEnumerable<Diagnostic> Check(TaskResult? result, TaskResult? baseline, string? baselineName)
    {
        if (Score(result) is not { } score)
        {
            yield return GateCodes.NothingToCheck.At(Place, $"There is no '{Metric}' of {Task} to hold against the gate.", "Evaluate the task, or remove the gate.");
            yield break;
        }

        if (Minimum is { } minimum && !(score >= minimum))
        {
            yield return GateCodes.GateNotMet.At(Place, $"{Task}: {Metric} is {Text(score)}, below the minimum {Text(minimum)}{Comparison(baseline, baselineName)}.", "Find out what made the model worse, or lower the gate on purpose.");
        }

        if (MaximumDrop is not { } drop)
        {
            yield break;
        }

        if (Score(baseline) is not { } before)
        {
            yield return GateCodes.NothingToCheck.At(Place, $"There is no '{Metric}' of {Task} in the baseline '{baselineName}'.", "Name a folder with results as Baseline.");
        }
        else if (!(before - score <= drop))
        {
            yield return GateCodes.GateNotMet.At(Place, $"{Task}: {Metric} is {Text(score)}, {Text(before - score)} below {Text(before)} of the baseline '{baselineName}'; {Text(drop)} are allowed.", "Find out what made the model worse, or allow more on purpose.");
        }
    }

    private string Comparison(TaskResult? baseline, string? name) => Score(baseline) is { } before ? $" (the baseline '{name}' has {Text(before)})" : "";

    // The mean over all splits and subsets, as mteb takes it.
    private double? Score(TaskResult? result)
    {
        var values = (result?.Scores ?? []).SelectMany(split => split.Subsets)
            .Select(entry => Metric == MainScore ? entry.MainScore : entry.Metrics.FirstOrDefault(metric => metric.Key == Metric).Value)
            .Select(value => value switch { ScoreValue.Number number => number.Value, ScoreValue.NumpyNumber number => number.Value, _ => (double?)null })
            .ToList();
        return values.Count == 0 || values.Contains(null) ? null : values.Average();
    }

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
