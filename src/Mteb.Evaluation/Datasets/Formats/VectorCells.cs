using System.Buffers.Text;
using System.Globalization;
using Mteb.Evaluation.Datasets.DuckDb;

namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>Reads a value of a vector, which is not null there.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
internal delegate CellProblem? VectorCell<T>(in DuckDbVector vector, int row, out T value);

/// <summary>Readings of DuckDB's values. "From text" is for CSV and TSV, where every value is a text.</summary>
internal static class VectorCells
{
    /// <summary>A VARCHAR as it stands.</summary>
    public static VectorCell<string> Text { get; } = (in vector, row, out value) =>
    {
        value = System.Text.Encoding.UTF8.GetString(vector.Text(row));
        return null;
    };

    /// <summary>A VARCHAR as a query.</summary>
    public static VectorCell<QueryText> Query { get; } = (in vector, row, out value) =>
    {
        value = new QueryText(System.Text.Encoding.UTF8.GetString(vector.Text(row)));
        return null;
    };

    /// <summary>A BIGINT.</summary>
    public static VectorCell<long> Integer { get; } = (in vector, row, out value) =>
    {
        value = vector.Integer(row);
        return null;
    };

    /// <summary>A BIGINT as a label.</summary>
    public static VectorCell<Label> IntegerLabel { get; } = (in vector, row, out value) =>
    {
        value = new Label(vector.Integer(row));
        return null;
    };

    /// <summary>A VARCHAR that many rows share.</summary>
    public static VectorCell<string> Id(StringPool pool) => (in vector, row, out value) =>
    {
        value = pool.Get(vector.Text(row));
        return null;
    };

    /// <summary>A VARCHAR as a label.</summary>
    public static VectorCell<Label> TextLabel(StringPool pool) => (in vector, row, out value) =>
    {
        value = new Label(pool.Get(vector.Text(row)));
        return null;
    };

    /// <summary>A finite DOUBLE.</summary>
    public static VectorCell<double> Number(ColumnRequest column) => (in vector, row, out value) =>
    {
        value = vector.Number(row);
        return double.IsFinite(value) ? null : CellProblem.WrongValue(column, string.Create(CultureInfo.InvariantCulture, $"the number {value}"));
    };

    /// <summary>A DOUBLE that is whole.</summary>
    public static VectorCell<long> Whole(ColumnRequest column) => (in vector, row, out value) =>
    {
        var number = vector.Number(row);
        var isWhole = Math.Abs(number) <= 1L << 53 && number == Math.Truncate(number);
        value = isWhole ? (long)number : 0;
        return isWhole ? null : CellProblem.WrongValue(column, string.Create(CultureInfo.InvariantCulture, $"the number {number}"));
    };

    /// <summary>A whole DOUBLE as a label.</summary>
    public static VectorCell<Label> WholeLabel(ColumnRequest column)
    {
        var whole = Whole(column);
        return (in vector, row, out value) =>
        {
            var problem = whole(vector, row, out var number);
            value = new Label(number);
            return problem;
        };
    }

    /// <summary>A finite number from text.</summary>
    public static VectorCell<double> NumberFromText(ColumnRequest column) => (in vector, row, out value) =>
    {
        var text = vector.Text(row);
        return double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value)
                ? null
                : NotFromText(column, text);
    };

    /// <summary>A whole number from text.</summary>
    public static VectorCell<long> IntegerFromText(ColumnRequest column) => (in vector, row, out value) =>
    {
        var text = vector.Text(row);
        return TryParseWhole(text, out value) ? null : NotFromText(column, text);
    };

    /// <summary>Text that is a whole number, also written like <c>1.0</c>.</summary>
    public static bool TryParseWhole(ReadOnlySpan<byte> text, out long value)
    {
        if (Utf8Parser.TryParse(text, out value, out var consumed) && consumed == text.Length)
        {
            return true;
        }

        var isWhole = Utf8Parser.TryParse(text, out double number, out consumed) && consumed == text.Length
            && Math.Abs(number) <= 1L << 53 && number == Math.Truncate(number);
        value = isWhole ? (long)number : 0;
        return isWhole;
    }

    private static CellProblem NotFromText(ColumnRequest column, ReadOnlySpan<byte> text) => CellProblem.WrongValue(
        column, text.IsEmpty ? "nothing" : $"'{System.Text.Encoding.UTF8.GetString(text)}'");
}
