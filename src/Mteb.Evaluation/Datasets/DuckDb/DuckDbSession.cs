using System.Globalization;

namespace Mteb.Evaluation.Datasets.DuckDb;

/// <summary>How DuckDB is run.</summary>
/// <param name="Threads">Threads of one statement. One thread reads in file order without buffering; more give the same order.</param>
/// <param name="MemoryMiB">The most memory that DuckDB may take, in MiB; a statement that needs more fails.</param>
internal sealed record DuckDbOptions(int Threads = 1, int MemoryMiB = 4096)
{
    /// <summary>One thread, 4 GiB.</summary>
    public static readonly DuckDbOptions Default = new();
}

/// <summary>A database in memory with one connection. Nothing is installed, fetched or written by itself.</summary>
internal sealed unsafe class DuckDbSession : IDisposable
{
    private readonly DatabaseHandle _database;
    private readonly ConnectionHandle _connection;

    private DuckDbSession(DatabaseHandle database, ConnectionHandle connection)
    {
        _database = database;
        _connection = connection;
    }

    /// <summary>Whether the native library is there. Nothing else of this class may be used when it is not.</summary>
    public static bool IsAvailable => DuckDbNative.TryLoad();

    /// <summary>Where the native library was expected.</summary>
    public static string ExpectedLibrary => DuckDbNative.ExpectedPath;

    /// <summary>Opens a database.</summary>
    /// <exception cref="DuckDbException">DuckDB does not start.</exception>
    public static DuckDbSession Open(DuckDbOptions options)
    {
        if (!IsAvailable)
        {
            throw new DuckDbException($"The native library is missing: {ExpectedLibrary}");
        }

        var database = OpenDatabase(options);
        if (DuckDbNative.Connect(database, out var connection) != 0)
        {
            database.Dispose();
            throw new DuckDbException("The database accepts no connection.");
        }

        return new DuckDbSession(database, connection);
    }

    /// <summary>Runs a statement; its rows come in the order of the file.</summary>
    /// <param name="sql">The statement, with a <c>?</c> for each parameter.</param>
    /// <param name="parameters">Texts for the parameters.</param>
    /// <exception cref="DuckDbException">The statement is wrong or fails.</exception>
    public DuckDbRows Query(string sql, params ReadOnlySpan<string> parameters)
    {
        var failed = DuckDbNative.Prepare(_connection, sql, out var statement) != 0;
        try
        {
            if (failed)
            {
                throw new DuckDbException(DuckDbNative.Text(DuckDbNative.PrepareError(statement)) ?? "The statement cannot be prepared.");
            }

            for (var i = 0; i < parameters.Length; i++)
            {
                Bind(statement, i + 1, parameters[i]);
            }

            return Execute(statement);
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement for its effect.</summary>
    /// <inheritdoc cref="Query"/>
    public void Execute(string sql, params ReadOnlySpan<string> parameters)
    {
        using var rows = Query(sql, parameters);
        while (rows.Next())
        {
            // A streaming result is worked off as it is read.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    private static DatabaseHandle OpenDatabase(DuckDbOptions options)
    {
        nint config = 0;
        try
        {
            if (DuckDbNative.CreateConfig(out config) != 0)
            {
                throw new DuckDbException("No configuration can be made.");
            }

            Set(config, "threads", options.Threads.ToString(CultureInfo.InvariantCulture));
            Set(config, "memory_limit", string.Create(CultureInfo.InvariantCulture, $"{options.MemoryMiB}MiB"));
            Set(config, "preserve_insertion_order", "true");
            Set(config, "autoinstall_known_extensions", "false");
            Set(config, "autoload_known_extensions", "false");
            Set(config, "allow_community_extensions", "false");
            Set(config, "temp_directory", "");
            var state = DuckDbNative.Open(null, out var database, config, out var error);
            if (state == 0)
            {
                return database;
            }

            var message = DuckDbNative.Text(error) ?? "The database does not open.";
            DuckDbNative.Free(error);
            database.Dispose();
            throw new DuckDbException(message);
        }
        finally
        {
            if (config != 0)
            {
                DuckDbNative.DestroyConfig(ref config);
            }
        }
    }

    private static void Set(nint config, string name, string value)
    {
        if (DuckDbNative.SetConfig(config, name, value) != 0)
        {
            throw new DuckDbException($"The setting '{name}' cannot be '{value}'.");
        }
    }

    private static void Bind(StatementHandle statement, int index, string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        fixed (byte* pointer = bytes)
        {
            if (DuckDbNative.BindText(statement, (ulong)index, pointer, (ulong)bytes.Length) != 0)
            {
                throw new DuckDbException($"Parameter {index} cannot be bound.");
            }
        }
    }

    private static DuckDbRows Execute(StatementHandle statement)
    {
        var result = new ResultHandle();
        if (DuckDbNative.ExecuteStreaming(statement, result.Value) != 0)
        {
            var message = DuckDbNative.Text(DuckDbNative.ResultError(result.Value)) ?? "The statement failed.";
            result.Dispose();
            throw new DuckDbException(message);
        }

        return new DuckDbRows(statement, result);
    }
}
