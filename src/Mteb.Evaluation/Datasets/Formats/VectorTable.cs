using Mteb.Evaluation.Datasets.DuckDb;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>Runs the statement that delivers columns, and collects them.</summary>
internal static class VectorTable
{
    /// <summary>Reads columns.</summary>
    /// <param name="session">The database.</param>
    /// <param name="from">What follows FROM, with one parameter.</param>
    /// <param name="parameter">The parameter: a path.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="report">Makes a diagnostic of a problem and the row, from 0, that has it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="DuckDbException">DuckDB refuses or fails.</exception>
    public static Outcome<ColumnSet> Read(
        DuckDbSession session,
        string from,
        string parameter,
        IReadOnlyList<IVectorColumn> columns,
        Func<CellProblem, long, Diagnostic> report,
        CancellationToken cancellationToken)
    {
        // Where no wanted column is there, the rows are counted all the same.
        var expressions = columns.SelectMany(column => column.Expressions).DefaultIfEmpty("1");
        using var rows = session.Query($"SELECT {string.Join(", ", expressions)} FROM {from}", parameter);
        long count = 0;
        while (rows.Next())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var first = 0;
            foreach (var column in columns)
            {
                var row = count;
                if (column.Append(rows, first, ref row) is { } problem)
                {
                    return report(problem, row);
                }

                first += column.Expressions.Count;
            }

            count += rows.Count;
        }

        return Finish(columns, report, checked((int)count));
    }

    private static Outcome<ColumnSet> Finish(IReadOnlyList<IVectorColumn> columns, Func<CellProblem, long, Diagnostic> report, int rows)
    {
        var finished = new Dictionary<string, Array>();
        foreach (var column in columns)
        {
            var values = column.Finish(out var missing);
            if (missing is { } row)
            {
                return report(CellProblem.Missing(column.Request), row);
            }

            if (values is not null)
            {
                finished[column.Request.Name] = values;
            }
        }

        return new ColumnSet(rows, finished);
    }
}
