namespace Mteb.Evaluation.Numerics;

/// <summary>Vectors of equal length, one a row, row after row in one block of float32.</summary>
public sealed class EmbeddingMatrix
{
    /// <summary>A matrix over values that are already there; nothing is copied.</summary>
    /// <param name="values">The values, row-major: at least <paramref name="rows"/> × <paramref name="columns"/> of them.</param>
    /// <param name="rows">Number of vectors.</param>
    /// <param name="columns">Length of each vector.</param>
    /// <exception cref="ArgumentException">The block is too short.</exception>
    public EmbeddingMatrix(ReadOnlyMemory<float> values, int rows, int columns)
    {
        if (values.Length < (long)rows * columns)
        {
            throw new ArgumentException($"{rows} × {columns} values are needed, {values.Length} are there.", nameof(values));
        }

        Values = values;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>Number of vectors.</summary>
    public int Rows { get; }

    /// <summary>Length of each vector.</summary>
    public int Columns { get; }

    /// <summary>All values, row-major.</summary>
    public ReadOnlyMemory<float> Values { get; }

    /// <summary>One vector.</summary>
    public ReadOnlySpan<float> this[int row] => Values.Span.Slice(row * Columns, Columns);
}
