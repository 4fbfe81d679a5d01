using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>The diagnostics about data files as a whole and their lines.</summary>
internal static class DataProblems
{
    /// <summary>A line is no JSON object.</summary>
    /// <param name="place">Where it breaks.</param>
    /// <param name="reason">Why, as a sentence without full stop.</param>
    public static Diagnostic BadJson(SourcePlace place, string reason) => DatasetCodes.BadJson.At(
        place,
        $"{reason}.",
        "Write each row as one JSON object on one line, such as {\"text\": \"…\", \"label\": 1}; NaN, comments and trailing commas are not JSON.");

    /// <summary>A file is not UTF-8.</summary>
    public static Diagnostic NotUtf8(SourcePlace place) => DatasetCodes.NotUtf8.At(
        place,
        "The bytes here are not UTF-8.",
        "Save the file as UTF-8, for example with 'iconv -f LATIN1 -t UTF-8'.");

    /// <summary>A file lacks a column.</summary>
    /// <param name="file">The file.</param>
    /// <param name="line">The line that names the columns.</param>
    /// <param name="column">The column.</param>
    /// <param name="found">The columns that there are.</param>
    public static Diagnostic ColumnMissing(string file, int line, ColumnRequest column, IReadOnlyList<string> found)
    {
        var expected = string.Join(" or ", column.Names.Select(name => $"'{name}'"));
        var near = NearestNames.Sentence(column.Name, found);
        return DatasetCodes.ColumnMissing.At(
            new SourcePlace(file, line),
            $"There is no column {expected}; the columns are {string.Join(", ", found.Select(name => $"'{name}'"))}. {near}".TrimEnd(),
            $"Name the column {expected} and let it hold {column.Expectation}, or say in the task's settings how it is called.");
    }

    /// <summary>A file has no rows.</summary>
    public static Diagnostic NoRows(string file) => DatasetCodes.NoRows.At(
        new SourcePlace(file),
        "The file has no rows.",
        "Put the rows of the split into the file, or leave the split out of the run.");

    /// <summary>A CSV or TSV file is malformed.</summary>
    public static Diagnostic BadDelimited(SourcePlace place, string message) => DatasetCodes.BadDelimitedFile.At(
        place,
        message,
        "Write one row a line with a field for each column of the header; put a field that holds the delimiter, a quotation mark or a line break in quotation marks and double those inside.");

    /// <summary>A Parquet file cannot be read.</summary>
    public static Diagnostic BadParquet(string file, string message) => DatasetCodes.BadParquetFile.At(
        new SourcePlace(file),
        $"The Parquet file cannot be read: {FirstLine(message)}.",
        "Write the file again, and compare its size with the original's; it may have been cut off or be something else.");

    /// <summary>A file cannot be opened or unpacked.</summary>
    public static Diagnostic Unreadable(string file, string message) => DatasetCodes.FileUnreadable.At(
        new SourcePlace(file),
        $"The file cannot be read: {FirstLine(message)}.",
        "Check that the file is complete and may be read, and copy or pack it again.");

    /// <summary>DuckDB is not there.</summary>
    public static Diagnostic DuckDbMissing(string file, string expected) => DatasetCodes.DuckDbMissing.At(
        new SourcePlace(file),
        $"CSV, TSV and Parquet files are read by DuckDB, whose native library is not at '{expected}'.",
        "Install the package for this platform, put DuckDB's library there, or convert the file to JSONL.");

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd('\r', '.', ' ');
}
