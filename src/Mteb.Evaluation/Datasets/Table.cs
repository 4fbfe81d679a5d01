namespace Mteb.Evaluation.Datasets;

/// <summary>Rows of a data set, held by column, in the order of the file.</summary>
/// <param name="rowCount">Number of rows.</param>
/// <param name="columns">Columns by name; each holds one value per row.</param>
public sealed class Table(int rowCount, IReadOnlyDictionary<string, Array> columns)
{
    /// <summary>Number of rows.</summary>
    public int RowCount { get; } = rowCount;

    /// <summary>Whether the column was in the file; only optional ones can be absent.</summary>
    public bool Has(string column) => columns.ContainsKey(column);

    /// <summary>A column of texts (<see cref="ColumnType.Text"/>).</summary>
    public string[] Texts(string column) => (string[])columns[column];

    /// <summary>A column of numbers (<see cref="ColumnType.Number"/>).</summary>
    public double[] Numbers(string column) => (double[])columns[column];

    /// <summary>A column of labels (<see cref="ColumnType.Label"/>).</summary>
    public Label[] Labels(string column) => (Label[])columns[column];

    /// <summary>A column of lists of texts (<see cref="ColumnType.TextList"/>).</summary>
    public string[][] TextLists(string column) => (string[][])columns[column];

    /// <summary>A column of lists of labels (<see cref="ColumnType.LabelList"/>); a row that holds a single label is a list of one.</summary>
    public Label[][] LabelLists(string column) => (Label[][])columns[column];

    /// <summary>A column of lists of numbers (<see cref="ColumnType.NumberList"/>).</summary>
    public double[][] NumberLists(string column) => (double[][])columns[column];

    /// <summary>The rows at these positions, in this order.</summary>
    public Table Select(IReadOnlyList<int> rows)
    {
        var selected = new Dictionary<string, Array>(columns.Count);
        foreach (var (name, values) in columns)
        {
            var picked = Array.CreateInstance(values.GetType().GetElementType()!, rows.Count);
            for (var i = 0; i < rows.Count; i++)
            {
                picked.SetValue(values.GetValue(rows[i]), i);
            }

            selected[name] = picked;
        }

        return new Table(rows.Count, selected);
    }
}

/// <summary>What a column must hold. Readers never guess: every column that is read is asked for by type.</summary>
/// <param name="Name">Name of the column in the file.</param>
/// <param name="Type">What its values must be.</param>
/// <param name="Required">Whether a file without it is an error.</param>
public sealed record ColumnSpec(string Name, ColumnType Type, bool Required = true);

/// <summary>The type of a column.</summary>
public enum ColumnType
{
    /// <summary>A text; never null.</summary>
    Text,

    /// <summary>A number (float64).</summary>
    Number,

    /// <summary>A whole number or a text.</summary>
    Label,

    /// <summary>A list of texts.</summary>
    TextList,

    /// <summary>A list of labels, or one label.</summary>
    LabelList,

    /// <summary>A list of numbers.</summary>
    NumberList,
}

/// <summary>A class label: a whole number or a text. Ordered as scikit-learn orders them: numbers by value, texts by code point.</summary>
public readonly record struct Label : IComparable<Label>
{
    /// <summary>A numeric label.</summary>
    public Label(long number) => Number = number;

    /// <summary>A textual label.</summary>
    public Label(string text) => Text = text;

    /// <summary>The number; 0 for a textual label.</summary>
    public long Number { get; }

    /// <summary>The text; null for a numeric label.</summary>
    public string? Text { get; }

    /// <summary>Whether the label is a number.</summary>
    public bool IsNumber => Text is null;

    /// <inheritdoc/>
    public int CompareTo(Label other) => (Text, other.Text) switch
    {
        (null, null) => Number.CompareTo(other.Number),
        (null, _) => -1,
        (_, null) => 1,
        var (left, right) => CodePointOrder.Compare(left, right),
    };

    /// <inheritdoc/>
    public override string ToString() => Text ?? Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
