using System.Text.Json;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tests.Running;

/// <summary>Compares scores with what mteb computed.</summary>
internal static class GoldenScores
{
    /// <summary>Every difference between an entry and its golden, as sentences; none when they agree.</summary>
    /// <param name="entry">Our scores, unrounded.</param>
    /// <param name="golden">The golden entry of the same split and subset.</param>
    /// <param name="mainTolerance">How far the main score may be off.</param>
    /// <param name="tolerance">How far any other number may be off.</param>
    public static IReadOnlyList<string> Differences(SubsetScores entry, JsonElement golden, double mainTolerance, double tolerance)
    {
        var differences = new List<string>();
        var keys = golden.EnumerateObject().Select(member => member.Name).ToList();
        string[] ours = [.. entry.Metrics.Select(metric => metric.Key), "main_score", "hf_subset", "languages", "mteb_version"];
        if (!ours.SequenceEqual(keys))
        {
            differences.Add($"keys are {string.Join(",", ours)}, golden {string.Join(",", keys)}");
        }

        Compare("main_score", entry.MainScore, golden.GetProperty("main_score"), mainTolerance, differences);
        foreach (var (name, value) in entry.Metrics)
        {
            if (golden.TryGetProperty(name, out var expected))
            {
                Compare(name, value, expected, tolerance, differences);
            }
        }

        return differences;
    }

    private static void Compare(string path, ScoreValue actual, JsonElement expected, double tolerance, List<string> differences)
    {
        switch (actual)
        {
            case ScoreValue.Mapping mapping:
                foreach (var (name, value) in mapping.Members)
                {
                    Compare($"{path}.{name}", value, expected.GetProperty(name), tolerance, differences);
                }

                break;
            case ScoreValue.List list:
                if (list.Items.Count != expected.GetArrayLength())
                {
                    differences.Add($"{path} has {list.Items.Count} items, golden {expected.GetArrayLength()}");
                    break;
                }

                for (var i = 0; i < list.Items.Count; i++)
                {
                    Compare($"{path}[{i}]", list.Items[i], expected[i], tolerance, differences);
                }

                break;
            case ScoreValue.Null:
                if (expected.ValueKind != JsonValueKind.Null)
                {
                    differences.Add($"{path} is null, golden {expected}");
                }

                break;
            default:
                CompareNumbers(path, Value(actual), Goldens.Number(expected), tolerance, differences);
                break;
        }
    }

    private static void CompareNumbers(string path, double actual, double expected, double tolerance, List<string> differences)
    {
        var agree = double.IsNaN(expected) ? double.IsNaN(actual) : Math.Abs(actual - expected) <= tolerance;
        if (!agree)
        {
            differences.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path} is {actual:R}, golden {expected:R}"));
        }
    }

    private static double Value(ScoreValue value) => value switch
    {
        ScoreValue.Number number => number.Value,
        ScoreValue.NumpyNumber number => number.Value,
        ScoreValue.WholeNumber number => number.Value,
        _ => throw new InvalidOperationException($"{value} is no number."),
    };
}
