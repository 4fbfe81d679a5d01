using System.Text.Json;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>The wanted columns of a JSONL file, and which property goes into which.</summary>
internal sealed class JsonColumns
{
    private readonly IJsonColumn[] _columns;
    private readonly List<(byte[] Name, int Column, int Rank)> _names = [];
    private readonly int[] _ranks;

    /// <summary>Columns for requests.</summary>
    public JsonColumns(IReadOnlyList<ColumnRequest> requests, StringPool pool)
    {
        _columns = [.. requests.Select(request => JsonColumn.Of(request, pool))];
        _ranks = new int[_columns.Length];
        for (var i = 0; i < _columns.Length; i++)
        {
            for (var rank = 0; rank < requests[i].Names.Count; rank++)
            {
                _names.Add((System.Text.Encoding.UTF8.GetBytes(requests[i].Names[rank]), i, rank));
            }
        }
    }

    /// <summary>The properties of the first row, in order.</summary>
    public List<string> FirstRowNames { get; } = [];

    /// <summary>Reads an object whose start the reader stands on.</summary>
    /// <param name="reader">The reader; at the end of the object when all is well, else at the faulty value.</param>
    /// <param name="isFirst">Whether this is the first row, whose names are kept for messages.</param>
    /// <exception cref="JsonException">The object is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A text has half of a surrogate pair.</exception>
    public CellProblem? Read(ref Utf8JsonReader reader, bool isFirst)
    {
        Array.Fill(_ranks, int.MaxValue);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (isFirst)
            {
                FirstRowNames.Add(reader.GetString()!);
            }

            var index = Find(ref reader);
            reader.Read();
            if (index < 0)
            {
                reader.Skip();
            }
            else if (_columns[index].Read(ref reader) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>The first required column that the row lacks altogether.</summary>
    public ColumnRequest? FindAbsent()
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            if (_columns[i].Request.Required && _ranks[i] == int.MaxValue)
            {
                return _columns[i].Request;
            }
        }

        return null;
    }

    /// <summary>Ends a row.</summary>
    public CellProblem? EndRow(int line)
    {
        foreach (var column in _columns)
        {
            if (column.EndRow(line) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>All columns, when every row has been read.</summary>
    public Outcome<ColumnSet> Finish(DataFile file, int rows)
    {
        if (rows == 0)
        {
            return DataProblems.NoRows(file.Path);
        }

        var finished = new Dictionary<string, Array>();
        foreach (var column in _columns)
        {
            var values = column.Finish(out var missing);
            if (missing is { } line)
            {
                return CellProblem.Missing(column.Request).At(new SourcePlace(file.Path, (int)line));
            }

            if (values is not null)
            {
                finished[column.Request.Name] = values;
            }
        }

        return new ColumnSet(rows, finished);
    }

    // Of several accepted names in one row the best counts; of equal names the last.
    private int Find(ref Utf8JsonReader reader)
    {
        foreach (var (name, column, rank) in _names)
        {
            if (reader.ValueTextEquals(name))
            {
                if (rank > _ranks[column])
                {
                    return -1;
                }

                _ranks[column] = rank;
                return column;
            }
        }

        return -1;
    }
}
