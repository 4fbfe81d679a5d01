namespace Mteb.Evaluation.Datasets.DuckDb;

/// <summary>The rows of a result, chunk by chunk, so that DuckDB never holds all of them.</summary>
internal sealed unsafe class DuckDbRows : IDisposable
{
    private readonly StatementHandle _statement;
    private readonly ResultHandle _result;
    private ChunkHandle? _chunk;

    internal DuckDbRows(StatementHandle statement, ResultHandle result)
    {
        _statement = statement;
        _result = result;
        var names = new string[(int)DuckDbNative.ColumnCount(result.Value)];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = DuckDbNative.Text(DuckDbNative.ColumnName(result.Value, (ulong)i)) ?? "";
        }

        Columns = names;
    }

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Rows in the current chunk.</summary>
    public int Count { get; private set; }

    /// <summary>Goes to the next chunk that has rows; false at the end. Vectors of the last chunk are no longer valid.</summary>
    /// <exception cref="DuckDbException">Reading failed on the way.</exception>
    public bool Next()
    {
        do
        {
            _chunk?.Dispose();
            _chunk = DuckDbNative.FetchChunk(*_result.Value);
            if (_chunk.IsInvalid)
            {
                Count = 0;
                return DuckDbNative.Text(DuckDbNative.ResultError(_result.Value)) is { Length: > 0 } error ? throw new DuckDbException(error) : false;
            }

            Count = (int)DuckDbNative.ChunkSize(_chunk);
        }
        while (Count == 0);

        return true;
    }

    /// <summary>A column of the current chunk.</summary>
    public DuckDbVector Vector(int column) => new(DuckDbNative.ChunkVector(_chunk!, (ulong)column));

    /// <inheritdoc/>
    public void Dispose()
    {
        _chunk?.Dispose();
        _result.Dispose();
        _statement.Dispose();
    }
}
