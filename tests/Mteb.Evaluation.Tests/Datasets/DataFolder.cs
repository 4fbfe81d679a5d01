using System.IO.Compression;
using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Datasets.DuckDb;
using Mteb.Evaluation.Datasets.Formats;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Tests.Datasets;

/// <summary>A data root in a sandbox, and readings of its files.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly Sandbox _sandbox = new("data");

    public string Root => _sandbox.Root;

    public string At(string relative) => _sandbox.At(relative);

    public string Write(string relative, string content) => Write(relative, System.Text.Encoding.UTF8.GetBytes(content));

    public string Write(string relative, byte[] content)
    {
        var path = At(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (relative.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
            gzip.Write(content);
        }
        else
        {
            File.WriteAllBytes(path, content);
        }

        return path;
    }

    /// <summary>Writes a Parquet file with the rows of a query.</summary>
    public string WriteParquet(string relative, string select)
    {
        var path = At(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var session = DuckDbSession.Open(DuckDbOptions.Default);
        session.Execute($"COPY ({select}) TO '{path.Replace("'", "''", StringComparison.Ordinal)}' (FORMAT parquet)");
        return path;
    }

    public static Outcome<ColumnSet> Read(string path, params ColumnRequest[] columns) =>
        TabularReader.Read(DataFile.Of(path, out _)!, columns, new ReadContext(DuckDbOptions.Default, default));

    public LocalTaskDataSource Source() => new(Root);

    public void Dispose() => _sandbox.Dispose();
}
