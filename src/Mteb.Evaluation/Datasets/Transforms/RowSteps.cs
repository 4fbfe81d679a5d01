using Mteb.Evaluation.Datasets.Formats;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Datasets.Transforms;

/// <summary>The things that transforms are made of.</summary>
internal static class RowSteps
{
    private const ulong Seed = 42;

    /// <summary>Draws so many rows of an evaluation split, each class in proportion. A split with no more rows stays as it is.</summary>
    /// <param name="column">The column with the classes.</param>
    /// <param name="rows">Most rows.</param>
    public static RowStep Subsample(string column, int rows) => (table, task, split) =>
    {
        if (table.RowCount <= rows || !task.EvalSplits.Contains(split))
        {
            return table;
        }

        return StratifiedSubsampling.Select(Codes(table, column), rows, Seed) is { } kept
            ? Select(table, kept)
            : TaskCodes.CannotStratify.Here(
                $"Split '{split}' of task '{task.Name}' cannot be cut to {rows} rows by '{column}': a class has a single row, or there are more classes than rows.",
                "Check that the data are those of the task.");
    };

    /// <summary>Draws so many rows of a split at random. A split with no more rows stays as it is.</summary>
    public static RowStep Draw(int rows) => (table, _, _) =>
        table.RowCount <= rows ? table : Select(table, RowSplits.TrainTest(table.RowCount, rows, Seed).Test);

    /// <summary>Divides rows into a training part and another, each class in proportion, and keeps the one that the split is.</summary>
    /// <param name="column">The column with the classes; it is dropped.</param>
    /// <param name="trainRows">Rows of the training part.</param>
    /// <param name="testRows">Rows of the other part.</param>
    public static RowStep Divide(string column, int trainRows, int testRows) => (table, task, split) =>
        table.RowCount >= trainRows + testRows && StratifiedSplit.Split(Codes(table, column), trainRows, testRows, Seed) is { } parts
            ? Without(Select(table, task.EvalSplits.Contains(split) ? parts.Test : parts.Train), column)
            : TaskCodes.CannotStratify.Here(
                $"The {table.RowCount} rows of task '{task.Name}' cannot be divided into {trainRows} and {testRows} by '{column}'.",
                "Check that the data are those of the task.");

    /// <summary>Leaves rows out whose label stands only once in the split.</summary>
    public static RowStep DropSingleLabels(string column) => (table, _, _) =>
    {
        var codes = Codes(table, column);
        var counts = codes.CountBy(code => code).ToDictionary();
        return Select(table, [.. MaskedInterval.Range(table.RowCount).Where(row => counts[codes[row]] > 1)]);
    };

    /// <summary>Splits textual labels at dots into a list of levels.</summary>
    public static RowStep SplitLevels(string column) => (table, _, _) =>
        With(table, column, Array.ConvertAll(table.Get<Label[]>(column), labels =>
            labels is [{ Text: { } text }] ? [.. text.Split('.').Select(level => new Label(level))] : labels));

    /// <summary>Keeps rows with some numeric labels and gives these new numbers.</summary>
    public static RowStep MapLabels(string column, IReadOnlyDictionary<long, long> numbers) => (table, _, _) =>
    {
        var labels = table.Get<Label>(column);
        var kept = Select(table, [.. MaskedInterval.Range(table.RowCount).Where(row => labels[row].IsNumber && numbers.ContainsKey(labels[row].Number))]);
        return With(kept, column, Array.ConvertAll(kept.Get<Label>(column), label => new Label(numbers[label.Number])));
    };

    /// <summary>Gives textual labels the number of their place among the sorted ones.</summary>
    public static RowStep NumberLabels(string column) => (table, _, _) => table.Get<Label>(column) is var labels && labels.All(label => label.IsNumber)
        ? table
        : With(table, column, Array.ConvertAll(Codes(table, column), code => new Label(code)));

    /// <summary>Keeps the first rows.</summary>
    public static RowStep First(int rows) => (table, _, _) =>
        table.RowCount <= rows ? table : Select(table, MaskedInterval.Range(rows));

    /// <summary>The rows of several tables with the same columns, one after the other.</summary>
    public static ColumnSet Concatenate(IReadOnlyList<ColumnSet> tables)
    {
        if (tables.Count == 1)
        {
            return tables[0];
        }

        var rows = tables.Sum(table => table.RowCount);
        return new ColumnSet(rows, tables[0].Columns.Where(column => tables.All(table => table.Columns.ContainsKey(column.Key))).ToDictionary(
            column => column.Key,
            column =>
            {
                var all = Array.CreateInstance(column.Value.GetType().GetElementType()!, rows);
                var start = 0;
                foreach (var table in tables)
                {
                    table.Columns[column.Key].CopyTo(all, start);
                    start += table.RowCount;
                }

                return all;
            }));
    }

    /// <summary>Gives columns the names that were asked for.</summary>
    /// <param name="table">The table.</param>
    /// <param name="stored">Name asked for, name stored.</param>
    public static ColumnSet Rename(ColumnSet table, IReadOnlyDictionary<string, string> stored) => stored.Count == 0
        ? table
        : table with
        {
            Columns = table.Columns.ToDictionary(
                column => stored.FirstOrDefault(pair => pair.Value == column.Key) is { Key: { } name } ? name : column.Key, column => column.Value),
        };

    /// <summary>The request for a column whose rows hold lists.</summary>
    public static ColumnRequest AsList(ColumnRequest column) => column with
    {
        Kind = column.Kind switch
        {
            ColumnKind.Text => ColumnKind.TextList,
            ColumnKind.Label => ColumnKind.LabelList,
            ColumnKind.Number => ColumnKind.NumberList,
            var other => other,
        },
    };

    /// <summary>One row for every item of the lists; null where lists of a row have different lengths.</summary>
    public static ColumnSet? Flatten(ColumnSet table)
    {
        int[] lengths = [.. MaskedInterval.Range(table.RowCount).Select(row => ((Array)table.Columns.Values.First().GetValue(row)!).Length)];
        if (table.Columns.Values.Any(lists => MaskedInterval.Range(table.RowCount).Any(row => ((Array)lists.GetValue(row)!).Length != lengths[row])))
        {
            return null;
        }

        return new ColumnSet(lengths.Sum(), table.Columns.ToDictionary(column => column.Key, column => column.Value switch
        {
            string[][] texts => (Array)texts.SelectMany(list => list).ToArray(),
            Label[][] labels => labels.SelectMany(list => list).Select(label => new[] { label }).ToArray(),
            double[][] numbers => numbers.SelectMany(list => list).ToArray(),
            var other => other,
        }));
    }

    private static ColumnSet Select(ColumnSet table, int[] rows) => new(rows.Length, table.Columns.ToDictionary(column => column.Key, column =>
    {
        var picked = Array.CreateInstance(column.Value.GetType().GetElementType()!, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            picked.SetValue(column.Value.GetValue(rows[i]), i);
        }

        return picked;
    }));

    private static ColumnSet With(ColumnSet table, string column, Array values) =>
        table with { Columns = new Dictionary<string, Array>(table.Columns) { [column] = values } };

    private static ColumnSet Without(ColumnSet table, string column) =>
        table with { Columns = table.Columns.Where(pair => pair.Key != column).ToDictionary() };

    // Labels as texts sorted by code point, as mteb codes them.
    private static int[] Codes(ColumnSet table, string column)
    {
        var labels = table.Columns[column] switch
        {
            Label[] single => Array.ConvertAll(single, label => label.ToString()),
            Label[][] lists => Array.ConvertAll(lists, list => list[0].ToString()),
            var texts => (string[])texts,
        };
        return StratifiedSubsampling.CodeLabels([labels], CodePointOrder.Comparer).Splits[0];
    }
}
