namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>Which Parquet types serve which column, and how they are read.</summary>
internal static class ParquetColumns
{
    private static readonly string[] Wholes = ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"];

    /// <summary>A column; null when its type does not serve.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="name">Name of the column in the file.</param>
    /// <param name="type">Its type, as DuckDB writes it.</param>
    /// <param name="pool">Keeps labels and ids.</param>
    public static IVectorColumn? Of(ColumnRequest request, string name, string type, StringPool pool)
    {
        var column = $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var isList = type.EndsWith("[]", StringComparison.Ordinal);
        var element = isList ? type[..^2] : type;
        return request.Kind switch
        {
            ColumnKind.Query => Query(request, column, isList, element),
            ColumnKind.LabelList => Labels(request, isList ? column : Alone(column), element, pool),
            _ when request.IsList && isList => List(request, column, element, pool),
            _ when !request.IsList && !isList => Single(request, column, element, pool),
            _ => null,
        };
    }

    private static IVectorColumn? Single(ColumnRequest request, string column, string type, StringPool pool) =>
        (request.Kind, KindOf(type)) switch
        {
            (ColumnKind.Text or ColumnKind.OptionalText, Physical.Text) => new VectorColumn<string>(request, column, VectorCells.Text),
            (ColumnKind.Id, Physical.Text) => new VectorColumn<string>(request, column, VectorCells.Id(pool)),
            (ColumnKind.Id, Physical.Whole) => new VectorColumn<string>(request, AsText(column), VectorCells.Id(pool)),
            (ColumnKind.Number, Physical.Whole or Physical.Real) => new VectorColumn<double>(request, AsReal(column), VectorCells.Number(request)),
            (ColumnKind.Integer, Physical.Whole) => new VectorColumn<long>(request, AsWhole(column), VectorCells.Integer),
            (ColumnKind.Integer, Physical.Real) => new VectorColumn<long>(request, AsReal(column), VectorCells.Whole(request)),
            (ColumnKind.Label, Physical.Text) => new VectorColumn<Label>(request, column, VectorCells.TextLabel(pool)),
            (ColumnKind.Label, Physical.Whole or Physical.Truth) => new VectorColumn<Label>(request, AsWhole(column), VectorCells.IntegerLabel),
            (ColumnKind.Label, Physical.Real) => new VectorColumn<Label>(request, AsReal(column), VectorCells.WholeLabel(request)),
            _ => null,
        };

    private static IVectorColumn? List(ColumnRequest request, string column, string type, StringPool pool) =>
        (request.Kind, KindOf(type)) switch
        {
            (ColumnKind.TextList, Physical.Text) => new VectorListColumn<string>(request, column, VectorCells.Text),
            (ColumnKind.IdList, Physical.Text) => new VectorListColumn<string>(request, column, VectorCells.Id(pool)),
            (ColumnKind.IdList, Physical.Whole) => new VectorListColumn<string>(request, AsText(column, "[]"), VectorCells.Id(pool)),
            (ColumnKind.NumberList, Physical.Whole or Physical.Real) =>
                new VectorListColumn<double>(request, AsReal(column, "[]"), VectorCells.Number(request)),
            _ => null,
        };

    // A label that stands alone is a list of one; a row without it stays without.
    private static string Alone(string column) => $"CASE WHEN {column} IS NOT NULL THEN [{column}] END";

    private static VectorListColumn<Label>? Labels(ColumnRequest request, string column, string type, StringPool pool) => KindOf(type) switch
    {
        Physical.Text => new VectorListColumn<Label>(request, column, VectorCells.TextLabel(pool)),
        Physical.Whole or Physical.Truth => new VectorListColumn<Label>(request, AsWhole(column, "[]"), VectorCells.IntegerLabel),
        Physical.Real => new VectorListColumn<Label>(request, AsReal(column, "[]"), VectorCells.WholeLabel(request)),
        _ => null,
    };

    private static IVectorColumn? Query(ColumnRequest request, string column, bool isList, string type)
    {
        if (KindOf(type) == Physical.Text)
        {
            return isList
                ? new VectorConversationColumn(request, column, null)
                : new VectorColumn<QueryText>(request, column, VectorCells.Query);
        }

        var isTurn = isList
            && type.StartsWith("STRUCT(", StringComparison.Ordinal)
            && HasTextField(type, "role")
            && HasTextField(type, "content");
        return isTurn
            ? new VectorConversationColumn(
                request,
                $"list_transform({column}, lambda turn: turn['content'])",
                $"list_transform({column}, lambda turn: turn['role'])")
            : null;
    }

    // DuckDB quotes a field's name where it must.
    private static bool HasTextField(string type, string name) =>
        type.Contains($"\"{name}\" VARCHAR", StringComparison.Ordinal)
        || type.Contains($"({name} VARCHAR", StringComparison.Ordinal)
        || type.Contains($" {name} VARCHAR", StringComparison.Ordinal);

    private static Physical KindOf(string type) => type switch
    {
        "VARCHAR" => Physical.Text,
        "BOOLEAN" => Physical.Truth,
        "FLOAT" or "DOUBLE" => Physical.Real,
        _ when Wholes.Contains(type) => Physical.Whole,
        _ when type.StartsWith("DECIMAL(", StringComparison.Ordinal) => Physical.Real,
        _ => Physical.Other,
    };

    private static string AsText(string column, string list = "") => $"CAST({column} AS VARCHAR{list})";

    private static string AsWhole(string column, string list = "") => $"CAST({column} AS BIGINT{list})";

    private static string AsReal(string column, string list = "") => $"CAST({column} AS DOUBLE{list})";

    private enum Physical
    {
        Other,
        Text,
        Whole,
        Real,
        Truth,
    }
}
