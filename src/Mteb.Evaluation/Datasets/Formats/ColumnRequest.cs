namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>What readers can deliver: the column types of <see cref="ColumnType"/> and those that retrieval data need.</summary>
internal enum ColumnKind
{
    /// <summary>A text, never null: <c>string[]</c>.</summary>
    Text,

    /// <summary>A text or null: <c>string?[]</c>.</summary>
    OptionalText,

    /// <summary>An id: a text, or a whole number that becomes its decimal text: <c>string[]</c>.</summary>
    Id,

    /// <summary>A finite number: <c>double[]</c>.</summary>
    Number,

    /// <summary>A whole number: <c>long[]</c>.</summary>
    Integer,

    /// <summary>A label; all numbers or all texts: <c>Label[]</c>.</summary>
    Label,

    /// <summary>A list of texts: <c>string[][]</c>.</summary>
    TextList,

    /// <summary>A list of ids: <c>string[][]</c>.</summary>
    IdList,

    /// <summary>A list of labels, or one label: <c>Label[][]</c>.</summary>
    LabelList,

    /// <summary>A list of numbers: <c>double[][]</c>.</summary>
    NumberList,

    /// <summary>A text, a list of texts, or a list of turns: <c>QueryText[]</c>.</summary>
    Query,
}

/// <summary>A column that is wanted of a file.</summary>
/// <param name="Kind">What it must hold.</param>
/// <param name="Required">Whether a file without it is an error.</param>
/// <param name="Names">Its name and other names that are accepted, best first.</param>
internal sealed record ColumnRequest(ColumnKind Kind, bool Required, params IReadOnlyList<string> Names)
{
    /// <summary>The name under which the column is delivered.</summary>
    public string Name => Names[0];

    /// <summary>Whether every value is a list.</summary>
    public bool IsList => Kind is ColumnKind.TextList or ColumnKind.IdList or ColumnKind.LabelList or ColumnKind.NumberList;

    /// <summary>What a value must be, for messages.</summary>
    public string Expectation => Kind switch
    {
        ColumnKind.Text or ColumnKind.OptionalText => "a text",
        ColumnKind.Id => "a text or a whole number",
        ColumnKind.Number => "a number",
        ColumnKind.Integer => "a whole number",
        ColumnKind.Label => "a whole number or a text",
        ColumnKind.TextList => "a list of texts",
        ColumnKind.IdList => "a list of texts or whole numbers",
        ColumnKind.LabelList => "a list of whole numbers or of texts",
        ColumnKind.NumberList => "a list of numbers",
        _ => "a text, a list of texts or a list of {role, content}",
    };

    /// <summary>The request for a column of a table.</summary>
    public static ColumnRequest For(ColumnSpec column) => new(
        column.Type switch
        {
            ColumnType.Text => ColumnKind.Text,
            ColumnType.Number => ColumnKind.Number,
            ColumnType.Label => ColumnKind.Label,
            ColumnType.TextList => ColumnKind.TextList,
            ColumnType.LabelList => ColumnKind.LabelList,
            _ => ColumnKind.NumberList,
        },
        column.Required,
        column.Name);
}

/// <summary>Columns that were read, by the first name of their request; optional ones may be absent.</summary>
/// <param name="RowCount">Number of rows.</param>
/// <param name="Columns">One array a column; <see cref="ColumnKind"/> says of what.</param>
internal sealed record ColumnSet(int RowCount, IReadOnlyDictionary<string, Array> Columns)
{
    /// <summary>A column as an array of a type; null when it is absent.</summary>
    public T[]? Find<T>(string name) => Columns.TryGetValue(name, out var values) ? (T[])values : null;

    /// <summary>A required column.</summary>
    public T[] Get<T>(string name) => (T[])Columns[name];
}
