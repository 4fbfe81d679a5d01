using Mteb.Evaluation.Datasets.Formats;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Datasets.Transforms;

/// <summary>Rows of a split, and the file that they were read from.</summary>
/// <param name="Rows">The columns.</param>
/// <param name="Files">Paths of the files.</param>
internal sealed record SplitRows(ColumnSet Rows, IReadOnlyList<string> Files);

/// <summary>Reads columns of the file of a split.</summary>
internal delegate Outcome<SplitRows> SplitReader(string split, IReadOnlyList<ColumnRequest> columns);

/// <summary>Changes rows; the split is the one that was asked for.</summary>
internal delegate Outcome<ColumnSet> RowStep(ColumnSet rows, TaskFacts task, string split);

/// <summary>
/// What mteb does to the stored data of a task before it evaluates them. Data that were stored after that, under the names
/// that the task type asks for, are taken as they are.
/// </summary>
internal sealed record TaskTransform
{
    /// <summary>Columns with another name in the files: the name asked for, the name stored.</summary>
    public IReadOnlyDictionary<string, string> Stored { get; init; } = new Dictionary<string, string>();

    /// <summary>The same where the stored names depend on the subset.</summary>
    public Func<string, IReadOnlyDictionary<string, string>>? StoredBySubset { get; init; }

    /// <summary>Columns that only the steps need.</summary>
    public IReadOnlyList<ColumnRequest> Extra { get; init; } = [];

    /// <summary>The splits whose files hold the rows of a split, one after the other.</summary>
    public Func<string, IReadOnlyList<string>>? Sources { get; init; }

    /// <summary>Whether rows hold lists that become one row an item.</summary>
    public bool Flattens { get; init; }

    /// <summary>Whether no share of the rows is drawn afterwards, as clustering does by default.</summary>
    public bool TakesEveryRow { get; init; }

    /// <summary>The tables of which retrieval data are made; null where they are stored as corpus, queries and judgements.</summary>
    public PassageTables? Passages { get; init; }

    /// <summary>What is done to the rows afterwards, in order.</summary>
    public IReadOnlyList<RowStep> Steps { get; init; } = [];

    /// <summary>Whether data that are already in the final form can be told from stored ones, and skip the steps.</summary>
    private bool KnowsStoredForm => Stored.Count > 0 || StoredBySubset is not null || Sources is not null;

    /// <summary>Reads a split as mteb gives it to the evaluator.</summary>
    /// <param name="task">The task.</param>
    /// <param name="subset">The subset.</param>
    /// <param name="split">The split.</param>
    /// <param name="columns">The columns asked for.</param>
    /// <param name="read">Reads files.</param>
    public Outcome<SplitRows> Read(TaskFacts task, string subset, string split, IReadOnlyList<ColumnRequest> columns, SplitReader read)
    {
        if (!KnowsStoredForm)
        {
            return ReadRows(task, split, columns, read);
        }

        var stored = ReadStored(task, split, columns, StoredBySubset?.Invoke(subset) ?? Stored, read);
        return stored.Succeeded ? stored : read(split, columns);
    }

    private Outcome<SplitRows> ReadStored(
        TaskFacts task, string split, IReadOnlyList<ColumnRequest> columns, IReadOnlyDictionary<string, string> names, SplitReader read)
    {
        var requests = columns.Select(column => names.TryGetValue(column.Name, out var name) ? column with { Names = [name] } : column).Concat(Extra).ToList();
        var parts = new List<SplitRows>();
        foreach (var source in Sources?.Invoke(split) ?? [split])
        {
            var part = read(source, requests);
            if (!part.Succeeded)
            {
                return part;
            }

            parts.Add(part.Value);
        }

        var rows = RowSteps.Concatenate([.. parts.Select(part => part.Rows)]);
        var changed = Apply(RowSteps.Rename(rows, names), task, split);
        return changed.Succeeded
            ? Outcome.Success(new SplitRows(changed.Value, [.. parts.SelectMany(part => part.Files)]), changed.Diagnostics)
            : changed.FailedAs<SplitRows>();
    }

    private Outcome<SplitRows> ReadRows(TaskFacts task, string split, IReadOnlyList<ColumnRequest> columns, SplitReader read)
    {
        var plain = read(split, columns);
        var found = plain.Succeeded || !Flattens ? plain : Flattened(plain, read(split, [.. columns.Select(RowSteps.AsList)]));
        if (!found.Succeeded)
        {
            return found;
        }

        var changed = Apply(found.Value.Rows, task, split);
        return changed.Succeeded
            ? Outcome.Success(found.Value with { Rows = changed.Value }, [.. found.Diagnostics, .. changed.Diagnostics])
            : changed.FailedAs<SplitRows>();
    }

    private static Outcome<SplitRows> Flattened(Outcome<SplitRows> plain, Outcome<SplitRows> lists) =>
        lists.Succeeded && RowSteps.Flatten(lists.Value.Rows) is { } rows ? Outcome.Success(lists.Value with { Rows = rows }, lists.Diagnostics) : plain;

    private Outcome<ColumnSet> Apply(ColumnSet rows, TaskFacts task, string split)
    {
        var changed = Outcome.Success(rows, []);
        foreach (var step in Steps)
        {
            changed = step(changed.Value!, task, split);
            if (!changed.Succeeded)
            {
                break;
            }
        }

        return changed;
    }
}
