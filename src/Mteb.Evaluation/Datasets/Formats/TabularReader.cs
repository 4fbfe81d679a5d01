using Mteb.Evaluation.Datasets.DuckDb;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>Reads columns of a data file, whatever its format.</summary>
internal static class TabularReader
{
    /// <summary>Reads the wanted columns of a file; the rows are in file order.</summary>
    /// <param name="file">The file.</param>
    /// <param name="requests">The columns; others are not read.</param>
    /// <param name="context">Shared settings.</param>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static Outcome<ColumnSet> Read(DataFile file, IReadOnlyList<ColumnRequest> requests, ReadContext context) => Guard(file, () =>
    {
        if (file.Format == DataFormat.JsonLines)
        {
            return JsonLinesReader.Read(file, requests, context);
        }

        if (!context.HasDuckDb())
        {
            return DataProblems.DuckDbMissing(file.Path, DuckDbSession.ExpectedLibrary);
        }

        return file.Format == DataFormat.Parquet
            ? ParquetReader.Read(file, requests, context)
            : DelimitedReader.Read(file, requests, context);
    });

    /// <summary>Runs a reading and turns the faults of the file system and of gzip into diagnostics.</summary>
    public static Outcome<T> Guard<T>(DataFile file, Func<Outcome<T>> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return DataProblems.Unreadable(file.Path, exception.Message);
        }
    }
}
