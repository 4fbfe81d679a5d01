using System.Globalization;
using System.Text.RegularExpressions;
using Mteb.Evaluation.Datasets.DuckDb;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>
/// Reads CSV and TSV through DuckDB, every column as text: nothing is sniffed, trimmed or taken for null. A scan before
/// checks the form of the file, and the rows that DuckDB delivers are counted against it.
/// </summary>
internal static partial class DelimitedReader
{
    private const int SmallestLine = 1 << 21;

    /// <summary>Reads the wanted columns of a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file cannot be unpacked.</exception>
    public static Outcome<ColumnSet> Read(DataFile file, IReadOnlyList<ColumnRequest> requests, ReadContext context)
    {
        if (requests.FirstOrDefault(request => request.IsList && request.Required) is { } list)
        {
            return NoLists(file, list);
        }

        var scanner = Scan(file, long.MaxValue, context.CancellationToken);
        if (scanner.Fault is not null)
        {
            return DataProblems.BadDelimited(new SourcePlace(file.Path, scanner.FaultLine, scanner.FaultColumn), scanner.Fault);
        }

        if (CheckHeader(file, scanner, requests) is { } problem)
        {
            return problem;
        }

        try
        {
            return ReadValues(file, requests, scanner, context);
        }
        catch (DuckDbException exception)
        {
            return Explain(file, exception.Message);
        }
    }

    private static DelimitedScanner Scan(DataFile file, long row, CancellationToken cancellationToken)
    {
        using var stream = file.Open();
        var scanner = new DelimitedScanner(Delimiter(file));
        scanner.Run(stream, row, cancellationToken);
        return scanner;
    }

    private static Diagnostic? CheckHeader(DataFile file, DelimitedScanner scanner, IReadOnlyList<ColumnRequest> requests)
    {
        if (scanner.Rows <= 0)
        {
            return DataProblems.NoRows(file.Path);
        }

        if (scanner.Header.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            return DataProblems.BadDelimited(new SourcePlace(file.Path, 1), $"The header names column '{twice.Key}' more than once.");
        }

        var absent = requests.FirstOrDefault(request => request.Required && !request.Names.Any(scanner.Header.Contains));
        return absent is null ? null : DataProblems.ColumnMissing(file.Path, 1, absent, scanner.Header);
    }

    private static Outcome<ColumnSet> ReadValues(DataFile file, IReadOnlyList<ColumnRequest> requests, DelimitedScanner scanner, ReadContext context)
    {
        var columns = new List<IVectorColumn>(requests.Count);
        foreach (var request in requests)
        {
            if (request.Names.FirstOrDefault(scanner.Header.Contains) is { } name)
            {
                if (request.IsList)
                {
                    return NoLists(file, request);
                }

                columns.Add(Column(request, $"c{scanner.Header.IndexOf(name)}", context.Pool));
            }
        }

        using var session = DuckDbSession.Open(context.DuckDb);
        var read = VectorTable.Read(
            session,
            From(file, scanner),
            DuckDbPath.Literal(file.Path),
            columns,
            (problem, row) => problem.At(new SourcePlace(file.Path, Scan(file, row, context.CancellationToken).RowLine)),
            context.CancellationToken);
        return read.Succeeded && read.Value.RowCount != scanner.Rows
            ? DataProblems.BadDelimited(
                new SourcePlace(file.Path), $"The file has {scanner.Rows} rows, but only {read.Value.RowCount} of them could be told apart.")
            : WithLabels(read, requests);
    }

    // Every option that DuckDB would otherwise find by sniffing is given.
    private static string From(DataFile file, DelimitedScanner scanner)
    {
        var line = Math.Max(SmallestLine, scanner.LongestRow + 1);
        var columns = Enumerable.Range(0, scanner.Header.Count).Select(index => $"'c{index}'").ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            read_csv(?, auto_detect = false, header = true, delim = '{(char)Delimiter(file)}', quote = '"', escape = '"',
            strict_mode = true, null_padding = false, ignore_errors = false, parallel = false, encoding = 'utf-8',
            compression = '{(file.IsPacked ? "gzip" : "none")}', max_line_size = {line}, buffer_size = {4 * line},
            force_not_null = [{string.Join(", ", columns)}],
            {"columns = {"}{string.Join(", ", columns.Select(column => $"{column}: 'VARCHAR'"))}{"}"})
            """);
    }

    private static IVectorColumn Column(ColumnRequest request, string expression, StringPool pool) => request.Kind switch
    {
        ColumnKind.Text or ColumnKind.OptionalText => new VectorColumn<string>(request, expression, VectorCells.Text),
        ColumnKind.Number => new VectorColumn<double>(request, expression, VectorCells.NumberFromText(request)),
        ColumnKind.Integer => new VectorColumn<long>(request, expression, VectorCells.IntegerFromText(request)),
        ColumnKind.Query => new VectorColumn<QueryText>(request, expression, VectorCells.Query),
        _ => new VectorColumn<string>(request, expression, VectorCells.Id(pool)),
    };

    private static Outcome<ColumnSet> WithLabels(Outcome<ColumnSet> read, IReadOnlyList<ColumnRequest> requests)
    {
        if (!read.Succeeded)
        {
            return read;
        }

        var columns = new Dictionary<string, Array>(read.Value.Columns);
        foreach (var request in requests.Where(request => request.Kind == ColumnKind.Label && columns.ContainsKey(request.Name)))
        {
            columns[request.Name] = DelimitedLabels.Of((string[])columns[request.Name]);
        }

        return new ColumnSet(read.Value.RowCount, columns);
    }

    private static byte Delimiter(DataFile file) => file.Format == DataFormat.Tsv ? (byte)'\t' : (byte)',';

    private static Diagnostic NoLists(DataFile file, ColumnRequest request) => DatasetCodes.ListInDelimitedFile.At(
        new SourcePlace(file.Path, 1),
        $"Column '{request.Name}' must hold {request.Expectation}, which CSV and TSV have no notation for.",
        "Write this file as JSONL or Parquet.");

    // What the scan does not see: chiefly bytes that are not UTF-8.
    private static Diagnostic Explain(DataFile file, string message)
    {
        var line = ErrorLine().Match(message) is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : 0;
        return message.Contains("not utf-8", StringComparison.OrdinalIgnoreCase)
            ? DataProblems.NotUtf8(new SourcePlace(file.Path, line))
            : DataProblems.BadDelimited(new SourcePlace(file.Path, line), $"DuckDB cannot read the file: {message.Split('\n')[0].TrimEnd('.')}.");
    }

    [GeneratedRegex(@"CSV Error on Line: (\d+)")]
    private static partial Regex ErrorLine();
}
