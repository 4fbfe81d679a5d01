using Mteb.Evaluation.Weights.Graphs;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Weights.Guard;

/// <summary>What the numbers of a model's tensors say about it.</summary>
/// <param name="tensors">The tensors that the graph takes.</param>
/// <param name="deviation">The standard deviation of fresh matrices, by the configuration.</param>
/// <param name="place">The weights, for messages.</param>
internal sealed class WeightRules(IReadOnlyList<ExaminedTensor> tensors, double deviation, SourcePlace place)
{
    private const string Again = "Save or download the model again; check that training ran and that its weights, not fresh ones, were saved.";

    // Token types and the like: tables that some trained models leave at zero.
    private const int SmallTable = 16;

    /// <summary>Everything that is wrong or suspicious.</summary>
    public IEnumerable<Diagnostic> Check() => [.. CheckNumbers(), .. CheckFresh(), .. CheckCopies()];

    private IEnumerable<Diagnostic> CheckNumbers()
    {
        if (Named(tensors.Where(tensor => tensor.Statistics.NotFinite > 0)) is { } broken)
        {
            yield return WeightCodes.NotFinite.At(place, $"There are numbers that are NaN or infinite in {broken}.", Again);
        }

        var flat = tensors.Where(tensor => MustVary(tensor.Need) && tensor.Statistics.IsConstant).ToList();
        if (Named(flat.Where(tensor => tensor.Statistics.IsAll(0))) is { } zeros)
        {
            yield return WeightCodes.AllZero.At(place, $"All numbers are zero in {zeros}.", Again);
        }

        if (Named(flat.Where(tensor => !tensor.Statistics.IsAll(0))) is { } constants)
        {
            yield return WeightCodes.AllEqual.At(place, $"All numbers are the same in {constants}.", Again);
        }
    }

    private static bool MustVary(TensorNeed need) => need.Role switch
    {
        TensorRole.Matrix => true,
        TensorRole.Table => need.Shape[0] >= SmallTable,
        _ => false,
    };

    private IEnumerable<Diagnostic> CheckFresh()
    {
        var layers = Layers();
        var fresh = layers.Where(layer => Freshness.IsUntouched(layer.Tensors)).Select(layer => layer.Number).ToList();
        var vocabulary = tensors.Where(tensor => tensor.Need.Role == TensorRole.Table).MaxBy(tensor => tensor.Need.Shape[0]);
        var embeddings = vocabulary is not null && Freshness.IsNormal(vocabulary.Statistics, deviation);
        if (fresh.Count > 0)
        {
            yield return WeightCodes.FreshLayers.At(
                place,
                $"{(fresh.Count == layers.Count ? $"All {fresh.Count} layers" : $"Of {layers.Count} layers, number {string.Join(", ", fresh)}")} are as their constructor left them: norms and biases exactly at their first values, matrices drawn at random{(embeddings ? "; so are the embeddings" : "")}.",
                Again);
        }
        else if (embeddings)
        {
            yield return WeightCodes.FreshLayers.At(
                place, FormattableString.Invariant($"The embeddings '{vocabulary!.Need.Name}' are as their constructor left them: normal with a standard deviation of {deviation}."), Again);
        }

        var matrices = tensors.Where(tensor => tensor.Need.Role == TensorRole.Matrix
            && LayerNames.Of(tensor.Need.Name)?.Layer is var layer && (layer is null || !fresh.Contains(layer.Value))
            && Freshness.IsNormal(tensor.Statistics, deviation));
        if (Named(matrices) is { } drawn)
        {
            yield return WeightCodes.FreshTensor.At(
                place, FormattableString.Invariant($"Among trained tensors one looks fresh, normal with a standard deviation of {deviation}: {drawn}."), Again);
        }
    }

    private IEnumerable<Diagnostic> CheckCopies()
    {
        var groups = Layers()
            .GroupBy(layer => string.Join(' ', layer.Tensors.OrderBy(tensor => tensor.Need.Name, StringComparer.Ordinal).Select(tensor => tensor.Statistics.Digest)))
            .Select(group => group.Select(layer => layer.Number).ToList())
            .Where(group => group.Count > 1)
            .ToList();
        if (groups.Count > 0)
        {
            yield return WeightCodes.LayersEqual.At(
                place,
                $"Layers are copies of each other, number by number: {string.Join("; ", groups.Select(group => string.Join(" = ", group)))}.",
                "If the layers were meant to be copied, go on; else save the model again.");
        }

        var tied = tensors.Where(tensor => tensor.Need.Role is TensorRole.Matrix or TensorRole.Table && LayerNames.Of(tensor.Need.Name) is null)
            .GroupBy(tensor => tensor.Statistics.Digest)
            .Where(group => group.Count() > 1)
            .Select(group => string.Join(" = ", group.Select(tensor => tensor.Need.Name)))
            .ToList();
        if (tied.Count > 0)
        {
            yield return WeightCodes.TensorsTied.At(place, $"Tensors hold the same numbers: {string.Join("; ", tied)}.", "Nothing needs to be done if they are meant to.");
        }
    }

    private List<(int Number, IReadOnlyList<ExaminedTensor> Tensors)> Layers() =>
        [.. tensors
            .Select(tensor => (Layer: LayerNames.Of(tensor.Need.Name)?.Layer, Tensor: tensor))
            .Where(pair => pair.Layer is not null)
            .GroupBy(pair => pair.Layer!.Value)
            .OrderBy(group => group.Key)
            .Select(group => (group.Key, (IReadOnlyList<ExaminedTensor>)[.. group.Select(pair => pair.Tensor)]))];

    private static string? Named(IEnumerable<ExaminedTensor> found) => NameList.Of(found.Select(tensor => $"'{tensor.Need.Name}'"), 4);
}
