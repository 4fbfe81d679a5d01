using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mteb.Evaluation.Datasets.DuckDb;

/// <summary>The part of DuckDB's C API that reading files needs. Names and signatures are those of <c>duckdb.h</c>.</summary>
internal static unsafe partial class DuckDbNative
{
    private const string Library = "duckdb";
    private const string FolderSetting = "Mteb.NativeFolder";

    private static readonly Lock Loading = new();
    private static nint _library;

    /// <summary>Where the library is looked for first: where the build puts it beside this assembly.</summary>
    public static string ExpectedPath { get; } = Path.Combine(
        AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native", FileName);

    private static string FileName =>
        OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";

    /// <summary>Loads the library; false when there is none. The first call binds every function of this class.</summary>
    public static bool TryLoad()
    {
        lock (Loading)
        {
            if (_library == 0 && Locate(out _library))
            {
                NativeLibrary.SetDllImportResolver(
                    typeof(DuckDbNative).Assembly,
                    static (name, _, _) => name == Library ? _library : 0);
            }

            return _library != 0;
        }
    }

    private static bool Locate(out nint library) =>
        Candidates().Any(File.Exists)
            ? NativeLibrary.TryLoad(Candidates().First(File.Exists), out library)
            : NativeLibrary.TryLoad(Library, Assembly.GetExecutingAssembly(), null, out library);

    // The runtime identifier of a distribution (debian.12-x64) stands beside the portable one under which the build files the library.
    private static IEnumerable<string> Candidates()
    {
        // A host such as MSBuild has a base directory of its own: it names the folder (as for ONNX Runtime).
        if (AppContext.GetData(FolderSetting) is string { Length: > 0 } folder)
        {
            yield return Path.Combine(folder, FileName);
        }

        yield return ExpectedPath;
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        var portable = $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        yield return Path.Combine(AppContext.BaseDirectory, "runtimes", portable, "native", FileName);
        yield return Path.Combine(AppContext.BaseDirectory, FileName);
    }

    [LibraryImport(Library, EntryPoint = "duckdb_create_config")]
    internal static partial int CreateConfig(out nint config);

    [LibraryImport(Library, EntryPoint = "duckdb_set_config", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetConfig(nint config, string name, string option);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_config")]
    internal static partial void DestroyConfig(ref nint config);

    [LibraryImport(Library, EntryPoint = "duckdb_open_ext", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string? path, out DatabaseHandle database, nint config, out nint error);

    [LibraryImport(Library, EntryPoint = "duckdb_close")]
    internal static partial void Close(ref nint database);

    [LibraryImport(Library, EntryPoint = "duckdb_connect")]
    internal static partial int Connect(DatabaseHandle database, out ConnectionHandle connection);

    [LibraryImport(Library, EntryPoint = "duckdb_disconnect")]
    internal static partial void Disconnect(ref nint connection);

    [LibraryImport(Library, EntryPoint = "duckdb_prepare", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Prepare(ConnectionHandle connection, string sql, out StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "duckdb_prepare_error")]
    internal static partial nint PrepareError(StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_prepare")]
    internal static partial void DestroyPrepare(ref nint statement);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_varchar_length")]
    internal static partial int BindText(StatementHandle statement, ulong index, byte* text, ulong length);

    [LibraryImport(Library, EntryPoint = "duckdb_execute_prepared_streaming")]
    internal static partial int ExecuteStreaming(StatementHandle statement, NativeResult* result);

    [LibraryImport(Library, EntryPoint = "duckdb_result_error")]
    internal static partial nint ResultError(NativeResult* result);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_result")]
    internal static partial void DestroyResult(NativeResult* result);

    [LibraryImport(Library, EntryPoint = "duckdb_column_count")]
    internal static partial ulong ColumnCount(NativeResult* result);

    [LibraryImport(Library, EntryPoint = "duckdb_column_name")]
    internal static partial nint ColumnName(NativeResult* result, ulong column);

    [LibraryImport(Library, EntryPoint = "duckdb_fetch_chunk")]
    internal static partial ChunkHandle FetchChunk(NativeResult result);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_data_chunk")]
    internal static partial void DestroyChunk(ref nint chunk);

    [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_get_size")]
    internal static partial ulong ChunkSize(ChunkHandle chunk);

    [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_get_vector")]
    internal static partial nint ChunkVector(ChunkHandle chunk, ulong column);

    [LibraryImport(Library, EntryPoint = "duckdb_vector_get_data")]
    internal static partial void* VectorData(nint vector);

    [LibraryImport(Library, EntryPoint = "duckdb_vector_get_validity")]
    internal static partial ulong* VectorValidity(nint vector);

    [LibraryImport(Library, EntryPoint = "duckdb_list_vector_get_child")]
    internal static partial nint ListChild(nint vector);

    [LibraryImport(Library, EntryPoint = "duckdb_free")]
    internal static partial void Free(nint memory);

    /// <summary>A text that the library owns.</summary>
    internal static string? Text(nint text) => Marshal.PtrToStringUTF8(text);

    /// <summary><c>duckdb_result</c>: only its size matters, for the library passes it by value.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeResult
    {
        private Fields _fields;

        [InlineArray(6)]
        private struct Fields
        {
            private nint _first;
        }
    }
}
