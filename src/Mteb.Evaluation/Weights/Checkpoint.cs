using System.Text.Json;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Weights;

/// <summary>A tensor of a checkpoint.</summary>
/// <param name="File">The file that holds it.</param>
/// <param name="Entry">Its place there.</param>
public sealed record CheckpointTensor(SafetensorsFile File, SafetensorsEntry Entry);

/// <summary>The weights of one module: <c>model.safetensors</c>, or several files with an index.</summary>
public sealed class Checkpoint
{
    private const string SingleFile = "model.safetensors";
    private const string IndexFile = "model.safetensors.index.json";

    private Checkpoint(string place, IReadOnlyList<SafetensorsFile> files, IReadOnlyDictionary<string, CheckpointTensor> tensors)
    {
        Place = place;
        Files = files;
        Tensors = tensors;
    }

    /// <summary>The file to name in messages about the whole: the only one, or the index.</summary>
    public string Place { get; }

    /// <summary>The safetensors files.</summary>
    public IReadOnlyList<SafetensorsFile> Files { get; }

    /// <summary>All tensors by name.</summary>
    public IReadOnlyDictionary<string, CheckpointTensor> Tensors { get; }

    /// <summary>Reads the headers of the files in a folder.</summary>
    /// <param name="folder">The folder of the module.</param>
    /// <returns>What lies where; or every reason why the weights are not sound.</returns>
    public static Outcome<Checkpoint> Open(string folder)
    {
        var single = Path.Combine(folder, SingleFile);
        var index = Path.Combine(folder, IndexFile);
        return File.Exists(single) || !File.Exists(index) ? Combine(single, [single], expected: null) : OpenShards(folder, index);
    }

    private static Outcome<Checkpoint> OpenShards(string folder, string index)
    {
        var map = ReadIndex(index);
        if (!map.Succeeded)
        {
            return map.FailedAs<Checkpoint>();
        }

        var diagnostics = new List<Diagnostic>();
        var paths = new List<string>();
        foreach (var name in map.Value.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (name.Length == 0 || name != Path.GetFileName(name) || name.Contains('\\', StringComparison.Ordinal))
            {
                diagnostics.Add(ModelCodes.PathEscapes.At(
                    new SourcePlace(index), $"The index names the file '{name}', which is not beside it.", "Keep all files of the weights in one folder."));
            }
            else if (!File.Exists(Path.Combine(folder, name)))
            {
                var lost = map.Value.Count(pair => pair.Value == name);
                diagnostics.Add(WeightCodes.ShardMissing.At(
                    new SourcePlace(index),
                    $"The index puts {lost} tensors into '{name}', and that file is not there.",
                    "Download the missing file, or all of the model again."));
            }
            else
            {
                paths.Add(Path.Combine(folder, name));
            }
        }

        return diagnostics.Count > 0 ? Outcome.Failure<Checkpoint>(diagnostics) : Combine(index, paths, map.Value);
    }

    private static Outcome<IReadOnlyDictionary<string, string>> ReadIndex(string index)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(index));
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("weight_map", out var map) || map.ValueKind != JsonValueKind.Object
                || map.EnumerateObject().Any(pair => pair.Value.ValueKind != JsonValueKind.String))
            {
                return IndexInvalid(index, "it holds no object 'weight_map' of file names");
            }

            var names = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var pair in map.EnumerateObject())
            {
                if (!names.TryAdd(pair.Name, pair.Value.GetString()!))
                {
                    return IndexInvalid(index, $"it names the tensor '{pair.Name}' twice");
                }
            }

            return names;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return IndexInvalid(index, error.Message.TrimEnd('.'));
        }
    }

    private static Outcome<Checkpoint> Combine(string place, IEnumerable<string> paths, IReadOnlyDictionary<string, string>? expected)
    {
        var diagnostics = new List<Diagnostic>();
        var files = new List<SafetensorsFile>();
        var tensors = new Dictionary<string, CheckpointTensor>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var opened = SafetensorsFile.Open(path);
            diagnostics.AddRange(opened.Diagnostics);
            if (!opened.Succeeded)
            {
                continue;
            }

            files.Add(opened.Value);
            foreach (var (name, entry) in opened.Value.Entries)
            {
                if (!tensors.TryAdd(name, new CheckpointTensor(opened.Value, entry)))
                {
                    diagnostics.Add(WeightCodes.TensorTwice.At(
                        new SourcePlace(path),
                        $"The tensor '{name}' lies in '{Path.GetFileName(tensors[name].File.Path)}' too.",
                        "Remove the files that do not belong to the model, or download it again."));
                }
            }
        }

        foreach (var (name, file) in expected ?? new Dictionary<string, string>())
        {
            if (!tensors.TryGetValue(name, out var tensor) || Path.GetFileName(tensor.File.Path) != file)
            {
                diagnostics.Add(WeightCodes.TensorMissing.At(
                    new SourcePlace(place), $"The index says that '{file}' holds the tensor '{name}'; it does not.", "Download the weights and their index again."));
            }
        }

        return diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error)
            ? Outcome.Failure<Checkpoint>(diagnostics)
            : Outcome.Success(new Checkpoint(place, files, tensors), diagnostics);
    }

    private static Diagnostic IndexInvalid(string index, string why) => WeightCodes.IndexInvalid.At(
        new SourcePlace(index), $"The index of the weights cannot be used: {why}.", "Download the file again.");
}
