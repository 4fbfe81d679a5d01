using Mteb.Evaluation.Datasets.DuckDb;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>Reads Parquet through DuckDB. The types in the file decide; nothing is guessed from values.</summary>
internal static class ParquetReader
{
    // Names of folders such as "lang=de" are no columns here.
    private const string From = "read_parquet(?, hive_partitioning = false, union_by_name = false)";

    /// <summary>Reads the wanted columns of a file.</summary>
    public static Outcome<ColumnSet> Read(DataFile file, IReadOnlyList<ColumnRequest> requests, ReadContext context)
    {
        try
        {
            using var session = DuckDbSession.Open(context.DuckDb);
            var path = DuckDbPath.Literal(file.Path);
            var types = Describe(session, path);
            var columns = new List<IVectorColumn>(requests.Count);
            foreach (var request in requests)
            {
                var name = request.Names.FirstOrDefault(types.ContainsKey);
                if (name is null && request.Required)
                {
                    return DataProblems.ColumnMissing(file.Path, 0, request, [.. types.Keys]);
                }

                if (name is not null)
                {
                    if (ParquetColumns.Of(request, name, types[name], context.Pool) is not { } column)
                    {
                        return WrongType(file, request, name, types[name]);
                    }

                    columns.Add(column);
                }
            }

            var read = VectorTable.Read(
                session, From, path, columns, (problem, row) => problem.At(new SourcePlace(file.Path), row + 1), context.CancellationToken);
            return read is { Succeeded: true, Value.RowCount: 0 } ? DataProblems.NoRows(file.Path) : read;
        }
        catch (DuckDbException exception)
        {
            return DataProblems.BadParquet(file.Path, exception.Message);
        }
    }

    private static Dictionary<string, string> Describe(DuckDbSession session, string path)
    {
        var types = new Dictionary<string, string>();
        using var rows = session.Query($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {From})", path);
        while (rows.Next())
        {
            var names = rows.Vector(0);
            var kinds = rows.Vector(1);
            for (var i = 0; i < rows.Count; i++)
            {
                types.TryAdd(System.Text.Encoding.UTF8.GetString(names.Text(i)), System.Text.Encoding.UTF8.GetString(kinds.Text(i)));
            }
        }

        return types;
    }

    private static Diagnostic WrongType(DataFile file, ColumnRequest request, string name, string type) => DatasetCodes.WrongValue.At(
        new SourcePlace(file.Path),
        $"Column '{name}' must hold {request.Expectation}, but the file's type for it is {type}.",
        "Write the column with the right type (texts as strings, not as binary), or name the right column in the task's settings.");
}
