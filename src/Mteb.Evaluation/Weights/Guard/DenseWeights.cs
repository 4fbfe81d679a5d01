using Mteb.Evaluation.Weights.Graphs;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Weights.Guard;

/// <summary>The weights of dense modules: present, finite, and not as their constructor left them.</summary>
internal static class DenseWeights
{
    /// <summary>Checks all dense modules of a model.</summary>
    public static IReadOnlyList<Diagnostic> Check(ModelFolder folder, CancellationToken cancellationToken) =>
        [.. folder.Modules.OfType<DenseModule>().SelectMany(module => Check(folder, module, cancellationToken))];

    private static IEnumerable<Diagnostic> Check(ModelFolder folder, DenseModule module, CancellationToken cancellationToken)
    {
        var path = folder.At(module.Path.Length == 0 ? "model.safetensors" : module.Path + "/model.safetensors");
        if (!File.Exists(path) || SafetensorsFile.Open(path) is not { Succeeded: true } opened)
        {
            // The reader of dense modules says so when the model is loaded.
            yield break;
        }

        var place = new SourcePlace(path);
        var tensors = opened.Value!.Entries
            .Where(pair => pair.Key is "linear.weight" or "linear.bias")
            .Select(pair => new ExaminedTensor(
                new TensorNeed(pair.Key, pair.Key == "linear.bias" ? TensorRole.Bias : TensorRole.Matrix, pair.Value.Shape),
                TensorScan.Run(path, pair.Value, meter: null, cancellationToken)))
            .ToList();
        foreach (var diagnostic in new WeightRules(tensors, double.NaN, place).Check())
        {
            yield return diagnostic;
        }

        // torch draws the weights and the bias of a linear layer uniformly from within 1/√inputs.
        var bound = 1 / Math.Sqrt(module.InputWidth);
        if (tensors.Count > 0 && tensors.All(tensor => Freshness.IsUniform(tensor.Statistics, bound)))
        {
            yield return WeightCodes.FreshTensor.At(
                place,
                FormattableString.Invariant($"The dense module looks fresh: its numbers are uniform within {bound:0.####}, as a new layer's."),
                "Save the trained module again.");
        }
    }
}
