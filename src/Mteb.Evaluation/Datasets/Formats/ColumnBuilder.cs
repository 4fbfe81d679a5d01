namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>Collects the values of a column.</summary>
/// <typeparam name="T">Type of a value.</typeparam>
/// <param name="request">The column.</param>
internal sealed class ColumnBuilder<T>(ColumnRequest request)
{
    private readonly List<T> _values = [];
    private bool _anyValue;
    private long? _firstMissing;

    /// <summary>Adds a value.</summary>
    public void Add(T value)
    {
        _values.Add(value);
        _anyValue = true;
    }

    /// <summary>Adds a row without a value.</summary>
    /// <param name="place">Line or row, for the message.</param>
    /// <returns>A problem when the column may not have such rows.</returns>
    public CellProblem? AddMissing(long place)
    {
        if (request.Required)
        {
            return CellProblem.Missing(request);
        }

        _values.Add(default!);
        _firstMissing ??= place;
        return null;
    }

    /// <summary>The column; null when no row has a value, which makes an optional column absent.</summary>
    /// <param name="missing">Line or row of a missing value where others have one; null when all is well.</param>
    public T[]? Finish(out long? missing)
    {
        missing = _anyValue && request.Kind != ColumnKind.OptionalText ? _firstMissing : null;
        return _anyValue || request.Required ? [.. _values] : null;
    }
}
