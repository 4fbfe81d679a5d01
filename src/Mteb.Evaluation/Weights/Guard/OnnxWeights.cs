using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Weights.Guard;

/// <summary>
/// Compares the weights inside an ONNX file with the safetensors beside it. Exporters turn matrices and give them new names, so
/// that tensors are compared by what does not depend on the order of their numbers: mean, deviation, kurtosis, least and largest.
/// </summary>
internal static class OnnxWeights
{
    // Small tensors are too alike to tell models apart.
    private const long LeastCount = 4096;

    // Half precision keeps about three digits.
    private const double Closeness = 2e-3;

    /// <summary>Examines the weights inside an ONNX file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="beside">The checkpoint of the same model; null without one.</param>
    /// <param name="threads">How many tensors are read at once.</param>
    /// <param name="progress">Hears how far the reading is.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static IReadOnlyList<Diagnostic> Check(
        string path, Checkpoint? beside, int threads, IProgress<ScanProgress>? progress, CancellationToken cancellationToken)
    {
        var place = new SourcePlace(path);
        OnnxInitializer[] weights = [.. Initializers(path).Where(weights => Count(weights.Entry) >= LeastCount)];
        var others = beside is null ? [] : Comparable(beside, weights);
        var meter = new ScanMeter(progress, weights.Concat(others).Sum(tensor => tensor.Entry.Length));
        var inside = Scan(weights, threads, meter, cancellationToken);
        var diagnostics = new List<Diagnostic>();
        if (Named(inside.Where(pair => pair.Statistics.NotFinite > 0)) is { } broken)
        {
            diagnostics.Add(WeightCodes.NotFinite.At(place, $"There are numbers that are NaN or infinite in {broken}.", "Export the model again from a sound checkpoint."));
        }

        if (Named(inside.Where(pair => pair.Statistics.IsConstant)) is { } constants)
        {
            diagnostics.Add(WeightCodes.AllEqual.At(place, $"All numbers are the same in {constants}.", "Export the model again from a sound checkpoint."));
        }

        if (beside is not null)
        {
            diagnostics.AddRange(Compare(place, inside, beside, Scan(others, threads, meter, cancellationToken)));
        }

        return diagnostics;
    }

    private static IReadOnlyList<OnnxInitializer> Initializers(string path)
    {
        try
        {
            return OnnxInitializers.Read(path);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            // Loading the graph says so.
            return [];
        }
    }

    // Tensors of the checkpoint that are as large as one in the file.
    private static OnnxInitializer[] Comparable(Checkpoint beside, OnnxInitializer[] weights)
    {
        var counts = weights.Select(tensor => Count(tensor.Entry)).ToHashSet();
        return [.. beside.Tensors.Where(pair => counts.Contains(Count(pair.Value.Entry)) && pair.Value.Entry.Type is "F32" or "F16" or "BF16" or "F64")
            .Select(pair => new OnnxInitializer(pair.Key, pair.Value.File.Path, pair.Value.Entry))];
    }

    private static IEnumerable<Diagnostic> Compare(SourcePlace place, Scanned[] inside, Checkpoint beside, Scanned[] outside)
    {
        var comparable = inside.Where(mine => outside.Any(theirs => theirs.Statistics.Count == mine.Statistics.Count)).ToList();
        var strange = comparable.Where(mine => !outside.Any(theirs => AreAlike(mine.Statistics, theirs.Statistics))).ToList();
        if (strange.Count > 0)
        {
            yield return WeightCodes.OnnxDiffers.At(
                place,
                $"Of {comparable.Count} large tensors in the ONNX file {strange.Count} are not those of {Path.GetFileName(beside.Place)}: {Named(strange)}.",
                "Export the ONNX file again from these weights, or remove the one that is out of date.");
        }
    }

    private static bool AreAlike(TensorStatistics first, TensorStatistics second) =>
        first.Count == second.Count
        && Near(first.StandardDeviation, second.StandardDeviation, second.StandardDeviation)
        && Near(first.Mean, second.Mean, second.StandardDeviation)
        && Near(first.Minimum, second.Minimum, second.StandardDeviation)
        && Near(first.Maximum, second.Maximum, second.StandardDeviation);

    private static bool Near(double first, double second, double scale) => Math.Abs(first - second) <= Closeness * Math.Max(Math.Abs(second), scale);

    private static Scanned[] Scan(OnnxInitializer[] weights, int threads, ScanMeter meter, CancellationToken cancellationToken)
    {
        var scanned = new Scanned[weights.Length];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, scanned.Length, limits, i => scanned[i] = new Scanned(weights[i].Name, TensorScan.Run(weights[i].Path, weights[i].Entry, meter, cancellationToken)));
        return scanned;
    }

    private static long Count(SafetensorsEntry entry) => entry.Shape.Aggregate(1L, (count, dimension) => count * dimension);

    private static string? Named(IEnumerable<Scanned> found) => NameList.Of(found.Select(tensor => $"'{tensor.Name}'"), 4);

    private sealed record Scanned(string Name, TensorStatistics Statistics);
}
