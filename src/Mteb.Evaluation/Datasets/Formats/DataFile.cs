namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>How a data file is written.</summary>
internal enum DataFormat
{
    /// <summary>A JSON object a line.</summary>
    JsonLines,

    /// <summary>Comma-separated, RFC 4180.</summary>
    Csv,

    /// <summary>Tab-separated, quoted like CSV.</summary>
    Tsv,

    /// <summary>Parquet.</summary>
    Parquet,
}

/// <summary>A data file and what its name says about it.</summary>
/// <param name="Path">Where it lies, as the user would write it.</param>
/// <param name="Format">How it is written.</param>
/// <param name="IsPacked">Whether gzip packs it.</param>
internal sealed record DataFile(string Path, DataFormat Format, bool IsPacked)
{
    /// <summary>Endings of data files, as help and messages name them.</summary>
    public const string Endings = ".jsonl, .csv, .tsv (each also with .gz) or .parquet";

    private static readonly (string Ending, DataFormat Format, bool IsPacked)[] Known =
    [
        (".jsonl", DataFormat.JsonLines, false),
        (".jsonl.gz", DataFormat.JsonLines, true),
        (".csv", DataFormat.Csv, false),
        (".csv.gz", DataFormat.Csv, true),
        (".tsv", DataFormat.Tsv, false),
        (".tsv.gz", DataFormat.Tsv, true),
        (".parquet", DataFormat.Parquet, false),
    ];

    /// <summary>Takes a path for a data file; null when its ending is none of the known ones.</summary>
    /// <param name="path">The path.</param>
    /// <param name="stem">The file name without the ending.</param>
    public static DataFile? Of(string path, out string stem)
    {
        var name = System.IO.Path.GetFileName(path);
        foreach (var (ending, format, isPacked) in Known)
        {
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.Ordinal))
            {
                stem = name[..^ending.Length];
                return new DataFile(path, format, isPacked);
            }
        }

        stem = name;
        return null;
    }

    /// <summary>Opens the file, unpacked.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public Stream Open()
    {
        var file = new FileStream(Path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = IsPacked ? 1 << 16 : 0 });
        return IsPacked ? new CompleteGzipStream(file) : file;
    }
}
