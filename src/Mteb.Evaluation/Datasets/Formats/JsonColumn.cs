using System.Text.Json;

namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>A wanted column of a JSONL file, whatever the type of its values.</summary>
internal interface IJsonColumn
{
    /// <summary>What is wanted.</summary>
    ColumnRequest Request { get; }

    /// <summary>Reads the value that the reader stands on; the last one of a row counts.</summary>
    CellProblem? Read(ref Utf8JsonReader reader);

    /// <summary>Ends the row.</summary>
    /// <param name="line">The line of the row.</param>
    CellProblem? EndRow(int line);

    /// <summary>The column; null when it is absent.</summary>
    /// <param name="missingLine">A line without a value that needs one; null when all is well.</param>
    Array? Finish(out long? missingLine);
}

/// <inheritdoc cref="IJsonColumn"/>
/// <typeparam name="T">Type of the values.</typeparam>
internal sealed class JsonColumn<T>(ColumnRequest request, JsonCell<T> cell) : IJsonColumn
{
    private readonly ColumnBuilder<T> _builder = new(request);
    private T? _value;
    private bool _hasValue;

    /// <inheritdoc/>
    public ColumnRequest Request => request;

    /// <inheritdoc/>
    public CellProblem? Read(ref Utf8JsonReader reader)
    {
        _hasValue = reader.TokenType != JsonTokenType.Null;
        if (!_hasValue)
        {
            return null;
        }

        var problem = cell(ref reader, out var value);
        _value = value;
        return problem;
    }

    /// <inheritdoc/>
    public CellProblem? EndRow(int line)
    {
        if (!_hasValue)
        {
            return _builder.AddMissing(line);
        }

        _builder.Add(_value!);
        _hasValue = false;
        return null;
    }

    /// <inheritdoc/>
    public Array? Finish(out long? missingLine) => _builder.Finish(out missingLine);
}

/// <summary>Makes columns.</summary>
internal static class JsonColumn
{
    /// <summary>The column for a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pool">Keeps labels and ids.</param>
    public static IJsonColumn Of(ColumnRequest request, StringPool pool) => request.Kind switch
    {
        ColumnKind.Text or ColumnKind.OptionalText => new JsonColumn<string>(request, JsonCells.Text(request)),
        ColumnKind.Id => new JsonColumn<string>(request, JsonCells.Id(request, pool)),
        ColumnKind.Number => new JsonColumn<double>(request, JsonCells.Number(request)),
        ColumnKind.Integer => new JsonColumn<long>(request, JsonCells.Integer(request)),
        ColumnKind.Label => new JsonColumn<Label>(request, JsonCells.Label(request, pool)),
        ColumnKind.TextList => new JsonColumn<string[]>(request, JsonCells.List(request, JsonCells.Text(request))),
        ColumnKind.IdList => new JsonColumn<string[]>(request, JsonCells.List(request, JsonCells.Id(request, pool))),
        ColumnKind.LabelList => new JsonColumn<Label[]>(request, JsonCells.List(request, JsonCells.Label(request, pool), aloneToo: true)),
        ColumnKind.NumberList => new JsonColumn<double[]>(request, JsonCells.List(request, JsonCells.Number(request))),
        _ => new JsonColumn<QueryText>(request, JsonCells.Query(request)),
    };
}
