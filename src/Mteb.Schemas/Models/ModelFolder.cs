using Mteb.Schemas.Diagnostics;

namespace Mteb.Schemas.Models;

/// <summary>
/// A model as it lies on disk: a sentence-transformers folder (with <c>modules.json</c>) or a bare transformers folder.
/// Only JSON files are read; weights and graphs are listed, not opened.
/// </summary>
public sealed record ModelFolder
{
    /// <summary>The folder, as it was named.</summary>
    public required string Path { get; init; }

    /// <summary>Whether there is a <c>modules.json</c>.</summary>
    public required bool HasModules { get; init; }

    /// <summary>The steps from token ids to the vector. The first is a transformer or a static table, the second of a transformer is pooling.</summary>
    public required IReadOnlyList<ModelModule> Modules { get; init; }

    /// <summary>The facts of <c>config.json</c>; null when there is none.</summary>
    public ModelConfig? Config { get; init; }

    /// <summary>Declared prompts in the order of the file, by name; an empty text means no prompt.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Prompts { get; init; } = [];

    /// <summary>The file that declares the prompts, where it is not <c>config_sentence_transformers.json</c>; null otherwise.</summary>
    public string? PromptsFile { get; init; }

    /// <summary>Name of the prompt for texts without a role; null when there is none.</summary>
    public string? DefaultPromptName { get; init; }

    /// <summary>The declared similarity: <c>cosine</c>, <c>dot</c>, <c>euclidean</c> or <c>manhattan</c>; null when none is declared.</summary>
    public string? SimilarityName { get; init; }

    /// <summary>How many tokens are read, by sentence-transformers' rules.</summary>
    public LengthLimit MaximumLength { get; init; }

    /// <summary>Whether texts are put into lower case before they reach the tokenizer.</summary>
    public bool LowerCase { get; init; }

    /// <summary>ONNX files below the folder, relative, with forward slashes, in ordinal order.</summary>
    public IReadOnlyList<string> Graphs { get; init; } = [];

    /// <summary>Safetensors files of the first module, relative, in ordinal order.</summary>
    public IReadOnlyList<string> Weights { get; init; } = [];

    /// <summary>The tokenizer file, relative; null when there is none.</summary>
    public string? TokenizerFile { get; init; }

    /// <summary>Every file that was read or listed, relative, in ordinal order.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What is known of the digests of files; null when every file is read.</summary>
    public FileDigests? Digests { get; init; }

    /// <summary>The pooling step; null when the model has none.</summary>
    public PoolingModule? Pooling => Modules.OfType<PoolingModule>().FirstOrDefault();

    /// <summary>Whether the model has no ONNX file and is run from its configuration and weights.</summary>
    public bool IsRunFromWeights => Modules[0] is TransformerModule && Graphs.Count == 0 && Weights.Any(IsModelFile);

    /// <summary>Whether the model is run from an ONNX file, or would be if it had one.</summary>
    public bool HasOwnGraph => !IsRunFromWeights && Modules[0] is not StaticEmbeddingModule;

    /// <summary>The path of a file of the model, as the user would write it.</summary>
    /// <param name="relative">Relative, with forward slashes.</param>
    public string At(string relative) => relative.Length == 0 ? Path : System.IO.Path.Combine(Path, relative);

    /// <summary>The digest of a file of the model.</summary>
    /// <param name="relative">Relative, with forward slashes.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public Task<ModelFile> HashAsync(string relative, CancellationToken cancellationToken) =>
        Digests?.HashAsync(Path, relative, cancellationToken) ?? ModelFile.HashAsync(Path, relative, cancellationToken);

    /// <summary>Reads a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>What it holds, with warnings about it; or why it is no usable model.</returns>
    public static Outcome<ModelFolder> Open(string path) => ModelFolderReader.Read(path);

    /// <summary>
    /// Chooses the graph to run: the one named, else <c>onnx/model.onnx</c>, else <c>model.onnx</c>, else the only one there is.
    /// </summary>
    /// <param name="name">A file name or a path relative to the folder; null to leave the choice to the rule.</param>
    /// <returns>The relative path; or why there is no obvious one.</returns>
    public Outcome<string> ChooseGraph(string? name) => GraphChoice.Choose(this, name);

    // model.safetensors, or model-00001-of-00002.safetensors.
    private static bool IsModelFile(string relative) =>
        System.IO.Path.GetFileName(relative) is "model.safetensors" || System.IO.Path.GetFileName(relative).StartsWith("model-", StringComparison.Ordinal);
}
