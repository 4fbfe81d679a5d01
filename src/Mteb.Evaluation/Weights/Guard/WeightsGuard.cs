using Mteb.Evaluation.Weights.Graphs;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Weights.Guard;

/// <summary>What an examination of a model's weights found.</summary>
/// <param name="Tensors">The tensors that the graph takes, with their statistics; empty where the weights could not be opened.</param>
/// <param name="Diagnostics">Errors keep the model from being evaluated; warnings and suggestions do not.</param>
public sealed record WeightsReport(IReadOnlyList<ExaminedTensor> Tensors, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Whether the model must not be evaluated.</summary>
    public bool IsRefused => Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);
}

/// <summary>
/// Looks at the weights of a model before hours are spent on it: whether every tensor that the graph needs is there, and whether
/// their numbers can have been trained.
/// </summary>
public static class WeightsGuard
{
    private const double UsualDeviation = 0.02;

    /// <summary>Examines what a model is run from: its weights, or its ONNX file and the weights beside it; and its dense modules.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="graph">The ONNX file that is run, relative to the folder; null where it is run from its weights.</param>
    /// <param name="threads">How many tensors are read at once.</param>
    /// <param name="progress">Hears how far the reading is, from any thread but in order; dense modules, which are small, do not count.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static WeightsReport Examine(
        ModelFolder folder, string? graph, int threads, IProgress<ScanProgress>? progress, CancellationToken cancellationToken)
    {
        var dense = DenseWeights.Check(folder, cancellationToken);
        if (folder.Modules[0] is StaticEmbeddingModule)
        {
            return new WeightsReport([], dense);
        }

        if (graph is not null)
        {
            var beside = folder.Weights.Count == 0 ? null : Checkpoint.Open(folder.At(folder.Modules[0].Path)).Value;
            return new WeightsReport([], [.. OnnxWeights.Check(folder.At(graph), beside, threads, progress, cancellationToken), .. dense]);
        }

        var compiled = GraphCompiler.Compile(folder);
        if (!compiled.Succeeded)
        {
            return new WeightsReport([], [.. compiled.Diagnostics, .. dense]);
        }

        var made = compiled.Value;
        var examined = new ExaminedTensor[made.Needs.Count];
        var meter = new ScanMeter(progress, made.Needs.Sum(need => made.Weights.Tensors[need.Name].Entry.Length));
        var limits = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, examined.Length, limits, i =>
            examined[i] = Scan(made, made.Needs[i], meter, cancellationToken));
        var place = new SourcePlace(made.Weights.Place);
        var deviation = Deviation(folder.Config!);
        return new WeightsReport(
            examined,
            [.. compiled.Diagnostics, .. new WeightRules(examined, deviation, place).Check(), .. UnusedTensors.Check(made, place), .. dense]);
    }

    private static ExaminedTensor Scan(CompiledGraph graph, TensorNeed need, ScanMeter meter, CancellationToken cancellationToken)
    {
        var tensor = graph.Weights.Tensors[need.Name];
        return new ExaminedTensor(need, TensorScan.Run(tensor.File.Path, tensor.Entry, meter, cancellationToken));
    }

    private static double Deviation(ModelConfig config) =>
        config.Json.TryGetProperty("initializer_range", out var range) && range.TryGetDouble(out var number) && number > 0 ? number : UsualDeviation;
}
