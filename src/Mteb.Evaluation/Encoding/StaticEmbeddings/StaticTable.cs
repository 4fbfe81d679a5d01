using System.Numerics.Tensors;
using Mteb.Evaluation.Weights;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding.StaticEmbeddings;

/// <summary>
/// A vector for each token: <c>embedding.weight</c> of sentence-transformers' StaticEmbedding, or model2vec's <c>embeddings</c>,
/// where tokens may share rows (<c>mapping</c>) and have weights (<c>weights</c>).
/// </summary>
internal sealed class StaticTable
{
    private readonly float[] _rows;
    private readonly long[]? _mapping;
    private readonly float[]? _weights;

    private StaticTable(string path, float[] rows, int width, long[]? mapping, float[]? weights)
    {
        (Path, _rows, Width, _mapping, _weights) = (path, rows, width, mapping, weights);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Length of the vectors.</summary>
    public int Width { get; }

    /// <summary>Number of tokens that have a vector.</summary>
    public int Tokens => _mapping?.Length ?? _rows.Length / Width;

    /// <summary>Reads the table of a module.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="module">Its first module.</param>
    /// <returns>The table; or why it cannot be used.</returns>
    public static Outcome<StaticTable> Read(ModelFolder folder, StaticEmbeddingModule module)
    {
        var opened = SafetensorsFile.Open(System.IO.Path.Combine(folder.At(module.Path), "model.safetensors"));
        if (!opened.Succeeded)
        {
            return opened.FailedAs<StaticTable>();
        }

        var file = opened.Value;
        var name = file.Entries.ContainsKey("embedding.weight") ? "embedding.weight" : "embeddings";
        var rows = file.ReadSingles(name);
        if (!rows.Succeeded)
        {
            return rows.FailedAs<StaticTable>();
        }

        if (file.Entries[name].Shape is not [> 0, > 0 and <= int.MaxValue and var width])
        {
            return Unsound(file, $"the tensor '{name}' has the shape [{string.Join(", ", file.Entries[name].Shape)}], not that of a table");
        }

        var mapping = ReadOptional(file, "mapping", file.ReadNumbers);
        var weights = ReadOptional(file, "weights", file.ReadSingles);
        if (!mapping.Succeeded || !weights.Succeeded)
        {
            return Outcome.Failure<StaticTable>([.. mapping.Diagnostics, .. weights.Diagnostics]);
        }

        var table = new StaticTable(file.Path, rows.Value, (int)width, mapping.Value is { Length: > 0 } rowsOf ? rowsOf : null, weights.Value is { Length: > 0 } factors ? factors : null);
        return table._mapping?.Any(row => row < 0 || row >= rows.Value.Length / width) == true
            ? Unsound(file, "'mapping' names a row that the table does not have")
            : table._weights is { } each && each.Length != table.Tokens
            ? Unsound(file, $"there are {each.Length} weights for {table.Tokens} tokens")
            : table;
    }

    /// <summary>The mean of the vectors of tokens, summed in their order; zeros for none.</summary>
    /// <param name="ids">Ids below <see cref="Tokens"/>.</param>
    /// <param name="result">Receives the mean; <see cref="Width"/> long.</param>
    public void Average(ReadOnlySpan<int> ids, Span<float> result)
    {
        result.Clear();
        foreach (var id in ids)
        {
            var row = _rows.AsSpan((int)(_mapping?[id] ?? id) * Width, Width);
            if (_weights is { } weights)
            {
                TensorPrimitives.MultiplyAdd(row, weights[id], result, result);
            }
            else
            {
                TensorPrimitives.Add(result, row, result);
            }
        }

        TensorPrimitives.Divide(result, Math.Max(ids.Length, 1), result);
    }

    // Empty where the file does not hold the tensor.
    private static Outcome<T[]> ReadOptional<T>(SafetensorsFile file, string name, Func<string, Outcome<T[]>> read) =>
        file.Entries.ContainsKey(name) ? read(name) : Array.Empty<T>();

    private static Diagnostic Unsound(SafetensorsFile file, string why) => EncodingCodes.WeightsShape.At(
        new SourcePlace(file.Path), $"The table of static embeddings is not sound: {why}.", "Save or download the model again.");
}
