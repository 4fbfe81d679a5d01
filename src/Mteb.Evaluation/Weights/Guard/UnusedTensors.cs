using Mteb.Evaluation.Weights.Graphs;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Weights.Guard;

/// <summary>Tensors that lie in the weights and that the graph does not take.</summary>
internal static class UnusedTensors
{
    /// <summary>Says what is left over; layers beyond the number that the configuration states are worth a warning.</summary>
    public static IEnumerable<Diagnostic> Check(CompiledGraph graph, SourcePlace place)
    {
        var taken = graph.Needs.Select(need => need.Name).ToHashSet(StringComparer.Ordinal);
        var patterns = taken.Select(name => LayerNames.Of(name)?.Pattern).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var unused = graph.Weights.Tensors.Keys.Where(name => !taken.Contains(name)).Order(StringComparer.Ordinal).ToList();
        var layers = unused.Where(name => LayerNames.Of(name) is { } layer && patterns.Contains(layer.Pattern)).ToList();
        if (layers.Count > 0)
        {
            var numbers = layers.Select(name => LayerNames.Of(name)!.Value.Layer).Distinct().Order();
            yield return WeightCodes.LayersUnused.At(
                place,
                $"The weights hold layers that config.json does not count: number {string.Join(", ", numbers)}. They are left out.",
                "Correct the number of layers in config.json, unless the last layers are left out on purpose.");
        }

        var others = unused.Except(layers, StringComparer.Ordinal).ToList();
        if (others.Count > 0)
        {
            yield return WeightCodes.TensorsUnused.At(
                place,
                $"{others.Count} tensors are not needed: {NameList.Of(others, 4)}.",
                "Nothing needs to be done; heads and poolers take no part in embeddings.");
        }
    }
}
