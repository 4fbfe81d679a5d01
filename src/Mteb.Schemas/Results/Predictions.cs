using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results;

/// <summary>What a model predicted on a task: a file <c>&lt;Task&gt;_predictions.json</c>.</summary>
public sealed class Predictions
{
    private readonly SourceText _source;

    internal Predictions(string? modelName, string? revision, IReadOnlyList<SubsetPredictions> subsets, SourceText source)
    {
        (ModelName, Revision, Subsets, _source) = (modelName, revision, subsets, source);
    }

    /// <summary>Name of the model.</summary>
    public string? ModelName { get; }

    /// <summary>Revision of the model.</summary>
    public string? Revision { get; }

    /// <summary>The subsets, in the order of the file.</summary>
    public IReadOnlyList<SubsetPredictions> Subsets { get; }

    /// <summary>Where a value stands: line and UTF-16 column, both from 1.</summary>
    public SourcePlace PlaceOf(JsonValue value) => _source.PlaceOf(value.Start);

    /// <summary>The predictions of a split of a subset; null when there are none.</summary>
    public JsonValue? Find(string subset, string split) =>
        Subsets.FirstOrDefault(one => one.Subset == subset)?.Splits.FirstOrDefault(one => one.Split == split)?.Values;
}

/// <summary>What a model predicted on a subset.</summary>
/// <param name="Subset">Name of the subset.</param>
/// <param name="Splits">Its splits, in the order of the file.</param>
public sealed record SubsetPredictions(string Subset, IReadOnlyList<SplitPredictions> Splits);

/// <summary>What a model predicted on a split.</summary>
/// <param name="Split">Name of the split.</param>
/// <param name="Values">The predictions, whose form depends on the type of the task.</param>
public sealed record SplitPredictions(string Split, JsonValue Values);
