using Mteb.Evaluation.Datasets.DuckDb;

namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>A wanted column of a file that DuckDB reads.</summary>
internal interface IVectorColumn
{
    /// <summary>What is wanted.</summary>
    ColumnRequest Request { get; }

    /// <summary>What the statement selects for the column.</summary>
    IReadOnlyList<string> Expressions { get; }

    /// <summary>Takes over the rows of the current chunk.</summary>
    /// <param name="rows">The result.</param>
    /// <param name="first">Index of the first of the column's expressions.</param>
    /// <param name="row">In: rows before this chunk. Out: the row, from 0, that has the problem.</param>
    CellProblem? Append(DuckDbRows rows, int first, ref long row);

    /// <summary>The column; null when it is absent.</summary>
    /// <param name="missing">A row, from 0, without a value that needs one; null when all is well.</param>
    Array? Finish(out long? missing);
}

/// <summary>A column of single values.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
internal sealed class VectorColumn<T>(ColumnRequest request, string expression, VectorCell<T> cell) : IVectorColumn
{
    private readonly ColumnBuilder<T> _builder = new(request);

    /// <inheritdoc/>
    public ColumnRequest Request => request;

    /// <inheritdoc/>
    public IReadOnlyList<string> Expressions { get; } = [expression];

    /// <inheritdoc/>
    public CellProblem? Append(DuckDbRows rows, int first, ref long row)
    {
        var vector = rows.Vector(first);
        for (var i = 0; i < rows.Count; i++, row++)
        {
            if (vector.IsNull(i))
            {
                if (_builder.AddMissing(row) is { } missing)
                {
                    return missing;
                }

                continue;
            }

            if (cell(vector, i, out var value) is { } problem)
            {
                return problem;
            }

            _builder.Add(value);
        }

        return null;
    }

    /// <inheritdoc/>
    public Array? Finish(out long? missing) => _builder.Finish(out missing);
}

/// <summary>A column of lists.</summary>
/// <typeparam name="T">Type of the elements.</typeparam>
internal sealed class VectorListColumn<T>(ColumnRequest request, string expression, VectorCell<T> cell) : IVectorColumn
{
    private readonly ColumnBuilder<T[]> _builder = new(request);

    /// <inheritdoc/>
    public ColumnRequest Request => request;

    /// <inheritdoc/>
    public IReadOnlyList<string> Expressions { get; } = [expression];

    /// <inheritdoc/>
    public CellProblem? Append(DuckDbRows rows, int first, ref long row)
    {
        var vector = rows.Vector(first);
        var elements = vector.Elements;
        for (var i = 0; i < rows.Count; i++, row++)
        {
            var problem = vector.IsNull(i) ? _builder.AddMissing(row) : AddList(elements, vector.List(i));
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public Array? Finish(out long? missing) => _builder.Finish(out missing);

    private CellProblem? AddList(in DuckDbVector elements, (int Start, int Count) range)
    {
        var list = new T[range.Count];
        for (var j = 0; j < list.Length; j++)
        {
            if (elements.IsNull(range.Start + j))
            {
                return CellProblem.MissingElement(request);
            }

            if (cell(elements, range.Start + j, out list[j]) is { } problem)
            {
                return problem;
            }
        }

        _builder.Add(list);
        return null;
    }
}

/// <summary>A column of conversations: lists of contents and, where turns have them, lists of roles.</summary>
internal sealed class VectorConversationColumn(ColumnRequest request, string contents, string? roles) : IVectorColumn
{
    private readonly VectorListColumn<string> _contents = new(request, contents, VectorCells.Text);
    private readonly VectorListColumn<string>? _roles = roles is null ? null : new(request, roles, VectorCells.Text);

    /// <inheritdoc/>
    public ColumnRequest Request => request;

    /// <inheritdoc/>
    public IReadOnlyList<string> Expressions { get; } = roles is null ? [contents] : [contents, roles];

    /// <inheritdoc/>
    public CellProblem? Append(DuckDbRows rows, int first, ref long row)
    {
        var start = row;
        if (_contents.Append(rows, first, ref row) is { } problem)
        {
            return problem;
        }

        row = start;
        return _roles?.Append(rows, first + 1, ref row);
    }

    /// <inheritdoc/>
    public Array? Finish(out long? missing)
    {
        var allContents = (string[][]?)_contents.Finish(out missing);
        var allRoles = (string[][]?)_roles?.Finish(out _);
        return allContents?.Select((turns, row) => new QueryText(
            null, [.. turns.Select((content, turn) => new ConversationTurn(allRoles?[row][turn], content))])).ToArray();
    }
}
