using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Weights.Graphs;

/// <summary>
/// Finds the tensors of a family in a checkpoint, whatever prefix they were saved under, and notes what is missing or does not
/// fit.
/// </summary>
internal sealed class WeightNames
{
    // The state of a whole sentence-transformers model puts these in front.
    private static readonly string[] Wrappers = ["", "0.auto_model.", "0.model."];

    private readonly Checkpoint _checkpoint;
    private readonly string _prefix;
    private readonly List<TensorNeed> _missing = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly Dictionary<SafetensorsFile, string> _targets;

    private WeightNames(Checkpoint checkpoint, string prefix)
    {
        _checkpoint = checkpoint;
        _prefix = prefix;
        _targets = checkpoint.Files.ToDictionary(file => file, file => RealPath(file.Path));
        Folder = CommonFolder([.. _targets.Values]);
    }

    /// <summary>The folder that holds all files of the weights, links followed.</summary>
    public string Folder { get; }

    /// <summary>What is wrong with the tensors that were asked for.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => [.. Missing(), .. _diagnostics];

    /// <summary>Finds out under which prefix a checkpoint keeps the tensors of a family.</summary>
    /// <param name="checkpoint">The weights.</param>
    /// <param name="prefixes">What the family's whole-task models put in front.</param>
    /// <param name="roots">How the names of the family begin.</param>
    public static WeightNames Create(Checkpoint checkpoint, IReadOnlyList<string> prefixes, IReadOnlyList<string> roots)
    {
        var best = Wrappers
            .SelectMany(wrapper => prefixes.Prepend("").Select(prefix => wrapper + prefix))
            .MaxBy(prefix => checkpoint.Tensors.Keys.Count(name => Begins(name, prefix, roots)))!;
        return new WeightNames(checkpoint, best);
    }

    /// <summary>Whether a tensor is there, under the name that the family gives it.</summary>
    public bool Has(string name) => _checkpoint.Tensors.ContainsKey(InFile(name));

    /// <summary>The name of a tensor in the file. Files of old TensorFlow origin call the parts of a norm gamma and beta.</summary>
    /// <param name="name">The name that the family gives it.</param>
    public string InFile(string name)
    {
        var full = _prefix + name;
        if (_checkpoint.Tensors.ContainsKey(full))
        {
            return full;
        }

        var old = full.EndsWith(".weight", StringComparison.Ordinal) ? full[..^".weight".Length] + ".gamma"
            : full.EndsWith(".bias", StringComparison.Ordinal) ? full[..^".bias".Length] + ".beta"
            : full;
        return _checkpoint.Tensors.ContainsKey(old) ? old : full;
    }

    /// <summary>Finds a tensor that fits; notes why there is none.</summary>
    public CheckpointTensor? Find(TensorNeed need)
    {
        if (!_checkpoint.Tensors.TryGetValue(need.Name, out var tensor))
        {
            _missing.Add(need);
            return null;
        }

        if (!tensor.Entry.Shape.SequenceEqual(need.Shape))
        {
            _diagnostics.Add(EncodingCodes.WeightsShape.At(
                new SourcePlace(tensor.File.Path),
                $"The tensor '{need.Name}' has the shape [{string.Join(", ", tensor.Entry.Shape)}], config.json asks for [{string.Join(", ", need.Shape)}].",
                "Use the weights and the configuration of the same model."));
            return null;
        }

        if (TypeOf(tensor.Entry) is null)
        {
            _diagnostics.Add(WeightCodes.TensorType.At(
                new SourcePlace(tensor.File.Path),
                $"The tensor '{need.Name}' is of the type {tensor.Entry.Type}, and floating-point numbers are needed.",
                "Save the weights as F32, F16, BF16 or F64."));
            return null;
        }

        return tensor;
    }

    /// <summary>The ONNX type of a tensor's elements; null when they are not floating-point numbers.</summary>
    public static ElementType? TypeOf(SafetensorsEntry entry) => entry.Type switch
    {
        "F32" => ElementType.Single,
        "F16" => ElementType.Half,
        "BF16" => ElementType.BFloat16,
        "F64" => ElementType.Double,
        _ => null,
    };

    /// <summary>Where a file lies, relative to the folder of all, with forward slashes.</summary>
    public string Location(SafetensorsFile file) => Path.GetRelativePath(Folder, _targets[file]).Replace('\\', '/');

    private static bool Begins(string name, string prefix, IReadOnlyList<string> roots) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && roots.Any(root => name.AsSpan(prefix.Length).StartsWith(root, StringComparison.Ordinal));

    // A Hub cache keeps files as links to its blobs, and ONNX Runtime reads nothing that a link leads out of the folder.
    private static string RealPath(string path) => Path.GetFullPath(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);

    private static string CommonFolder(IReadOnlyList<string> paths)
    {
        var folder = Path.GetDirectoryName(paths[0])!;
        while (!paths.All(path => path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            && Path.GetDirectoryName(folder) is { } parent)
        {
            folder = parent;
        }

        return folder;
    }

    private IEnumerable<Diagnostic> Missing()
    {
        if (_missing.Count == 0)
        {
            yield break;
        }

        var named = NameList.Of(_missing.Select(need => $"'{need.Name}' [{string.Join(", ", need.Shape)}]"), 4);
        yield return WeightCodes.TensorMissing.At(
            new SourcePlace(_checkpoint.Place),
            _missing.Count == 1
                ? $"The graph needs the tensor {named}, and the weights do not hold it. Elsewhere it would silently be filled with random numbers."
                : $"The graph needs {_missing.Count} tensors that the weights do not hold: {named}. Elsewhere they would silently be filled with random numbers.",
            "Save or download the model again, and check that config.json belongs to it.");
    }
}
