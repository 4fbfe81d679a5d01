using System.Globalization;

namespace Mteb.Schemas.Results.Comparison;

/// <summary>What of two results is compared.</summary>
public enum ComparedMetrics
{
    /// <summary>The main score.</summary>
    Main,

    /// <summary>Every metric and detail.</summary>
    All,
}

/// <summary>Compares results of one task, by split, subset and metric. Layout and order do not count.</summary>
public static class ResultComparison
{
    /// <summary>What differs, in the order of the first result, and what only the second has behind it.</summary>
    /// <param name="first">A result.</param>
    /// <param name="second">Another of the same task.</param>
    /// <param name="tolerance">How far numbers may lie apart.</param>
    /// <param name="metrics">What is compared.</param>
    public static IReadOnlyList<ScoreDifference> Compare(TaskResult first, TaskResult second, Tolerance tolerance, ComparedMetrics metrics = ComparedMetrics.All)
    {
        var found = new List<ScoreDifference>();
        var (ours, theirs) = (Splits(first), Splits(second));
        foreach (var (split, entries) in ours)
        {
            if (!theirs.TryGetValue(split, out var others))
            {
                found.Add(new ScoreDifference(first.TaskName, split, null, null, null, null) { Kind = DifferenceKind.OnlyInFirst });
                continue;
            }

            CompareSplit(first.TaskName, split, entries, others, new Comparer(tolerance, metrics, found));
        }

        found.AddRange(theirs.Keys.Where(split => !ours.ContainsKey(split))
            .Select(split => new ScoreDifference(first.TaskName, split, null, null, null, null) { Kind = DifferenceKind.OnlyInSecond }));
        return found;
    }

    /// <summary>How many values of a result <see cref="Compare"/> looks at.</summary>
    public static int Count(TaskResult result, ComparedMetrics metrics) =>
        Splits(result).Values.SelectMany(entries => entries.Values).Sum(entry => Values(entry, metrics).Count);

    private static void CompareSplit(
        string task, string split, OrderedDictionary<string, SubsetScores> entries, OrderedDictionary<string, SubsetScores> others, Comparer comparer)
    {
        foreach (var (subset, entry) in entries)
        {
            if (others.TryGetValue(subset, out var other))
            {
                comparer.Compare(task, split, entry, other);
            }
            else
            {
                comparer.Add(new ScoreDifference(task, split, subset, null, null, null) { Kind = DifferenceKind.OnlyInFirst });
            }
        }

        foreach (var subset in others.Keys.Where(subset => !entries.ContainsKey(subset)))
        {
            comparer.Add(new ScoreDifference(task, split, subset, null, null, null) { Kind = DifferenceKind.OnlyInSecond });
        }
    }

    // Of two entries of one subset the last counts, as where results are joined.
    private static OrderedDictionary<string, OrderedDictionary<string, SubsetScores>> Splits(TaskResult result)
    {
        var splits = new OrderedDictionary<string, OrderedDictionary<string, SubsetScores>>(StringComparer.Ordinal);
        foreach (var (split, subsets) in result.Scores)
        {
            var entries = splits[split] = new OrderedDictionary<string, SubsetScores>(StringComparer.Ordinal);
            foreach (var entry in subsets)
            {
                entries[entry.Subset] = entry;
            }
        }

        return splits;
    }

    private static OrderedDictionary<string, ScoreValue> Values(SubsetScores entry, ComparedMetrics metrics)
    {
        var values = new OrderedDictionary<string, ScoreValue>(StringComparer.Ordinal);
        Flatten(values, EntryKeys.MainScore, entry.MainScore);
        if (metrics == ComparedMetrics.All)
        {
            foreach (var (name, value) in entry.Metrics)
            {
                Flatten(values, name, value);
            }
        }

        return values;
    }

    private static void Flatten(OrderedDictionary<string, ScoreValue> values, string path, ScoreValue value)
    {
        switch (value)
        {
            case ScoreValue.List { Items.Count: > 0 } list:
                for (var index = 0; index < list.Items.Count; index++)
                {
                    Flatten(values, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), list.Items[index]);
                }

                break;
            case ScoreValue.Mapping { Members.Count: > 0 } mapping:
                foreach (var (name, member) in mapping.Members)
                {
                    Flatten(values, $"{path}.{name}", member);
                }

                break;
            default:
                values[path] = value;
                break;
        }
    }

    private sealed class Comparer(Tolerance tolerance, ComparedMetrics metrics, List<ScoreDifference> found)
    {
        public void Add(ScoreDifference difference) => found.Add(difference);

        public void Compare(string task, string split, SubsetScores entry, SubsetScores other)
        {
            var (ours, theirs) = (Values(entry, metrics), Values(other, metrics));
            foreach (var (metric, value) in ours)
            {
                if (!theirs.TryGetValue(metric, out var second))
                {
                    found.Add(new ScoreDifference(task, split, entry.Subset, metric, value, null) { Kind = DifferenceKind.OnlyInFirst });
                }
                else if (!AreEqual(value, second))
                {
                    found.Add(new ScoreDifference(task, split, entry.Subset, metric, value, second) { Kind = DifferenceKind.Changed });
                }
            }

            found.AddRange(theirs.Where(pair => !ours.ContainsKey(pair.Key))
                .Select(pair => new ScoreDifference(task, split, entry.Subset, pair.Key, null, pair.Value) { Kind = DifferenceKind.OnlyInSecond }));
        }

        private bool AreEqual(ScoreValue first, ScoreValue second) => (ScoreNumbers.Of(first), ScoreNumbers.Of(second)) switch
        {
            ({ } one, { } two) => tolerance.Allows(one, two),
            (null, null) => IsSame(first, second),
            _ => false,
        };

        // Lists and objects that come here are empty.
        private static bool IsSame(ScoreValue first, ScoreValue second) => (first, second) switch
        {
            (ScoreValue.Text one, ScoreValue.Text two) => one.Value == two.Value,
            (ScoreValue.Switch one, ScoreValue.Switch two) => one.Value == two.Value,
            _ => first.GetType() == second.GetType(),
        };
    }
}
