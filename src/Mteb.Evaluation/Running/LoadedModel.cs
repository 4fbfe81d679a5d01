using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Tokenization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Running;

/// <summary>A model folder, ready to encode, with the name under which its results are kept.</summary>
public sealed class LoadedModel : IDisposable
{
    private LoadedModel(OnnxEncoder encoder, ModelIdentity identity, IReadOnlyList<ModelFile> files)
    {
        Encoder = encoder;
        Identity = identity;
        Files = files;
    }

    /// <summary>The encoder.</summary>
    public OnnxEncoder Encoder { get; }

    /// <summary>Name and revision.</summary>
    public ModelIdentity Identity { get; }

    /// <summary>The files that make the model what it is.</summary>
    public IReadOnlyList<ModelFile> Files { get; }

    /// <summary>Loads a model folder.</summary>
    /// <param name="folder">Full path of the folder.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="name">The name for its results; null to find one.</param>
    /// <param name="revision">The revision for its results; null to find one.</param>
    /// <param name="cancellationToken">Stops the hashing of files.</param>
    /// <returns>The model, with what was noticed; or why it cannot be used.</returns>
    public static async Task<Outcome<LoadedModel>> LoadAsync(
        string folder, EncoderOptions options, string? name, string? revision, CancellationToken cancellationToken)
    {
        var opened = ModelFolder.Open(folder);
        if (!opened.Succeeded)
        {
            return opened.FailedAs<LoadedModel>();
        }

        var tokenizer = TokenizerFolder.Load(TokenizerPlace(opened.Value));
        if (!tokenizer.Succeeded)
        {
            return Outcome.Failure<LoadedModel>([.. opened.Diagnostics, .. tokenizer.Diagnostics]);
        }

        var encoder = OnnxEncoder.Create(opened.Value, tokenizer.Value, options);
        if (!encoder.Succeeded)
        {
            return Outcome.Failure<LoadedModel>([.. opened.Diagnostics, .. tokenizer.Diagnostics, .. encoder.Diagnostics]);
        }

        IReadOnlyList<ModelFile> files = [.. await encoder.Value.DescribeFilesAsync(cancellationToken), .. options.Prompts?.Files ?? []];
        var found = ModelIdentity.Of(opened.Value.Path, files);
        var identity = new ModelIdentity(name ?? found.Name, revision ?? found.Revision);
        return Outcome.Success(
            new LoadedModel(encoder.Value, identity, files),
            [.. opened.Diagnostics, .. tokenizer.Diagnostics, .. encoder.Diagnostics, .. Unnamed(folder, name, found)]);
    }

    /// <summary>What the manifest says of the model.</summary>
    public ModelDescription Describe() => new()
    {
        Name = Identity.Name,
        Revision = Identity.Revision,
        MaxLength = Encoder.MaximumLength,
        Dimensions = Encoder.Width,
        Similarity = SimilarityName,
        Modules = [.. Encoder.Model.Modules.Select(Describe)],
        Files = Files,
    };

    /// <summary>What <c>model_meta.json</c> says of the model; what only its author knows is null.</summary>
    public ModelMetaFacts DescribeForResults() => new()
    {
        Name = Identity.Name,
        Revision = Identity.Revision,
        MaxTokens = Encoder.MaximumLength,
        EmbeddingDimension = Encoder.Width,
        SimilarityFunction = Encoder.Similarity is SimilarityFunction.Cosine or SimilarityFunction.Dot ? SimilarityName : null,
        UsesInstructions = Encoder.UsesPrompts,
        Frameworks = Encoder.Model.HasModules ? ["Sentence Transformers", "ONNX"] : ["ONNX"],
    };

    /// <inheritdoc/>
    public void Dispose() => Encoder.Dispose();

    private string SimilarityName => Encoder.Similarity.ToString().ToLowerInvariant();

    private static string TokenizerPlace(ModelFolder folder) => folder.TokenizerFile is { } file
        ? Path.GetDirectoryName(folder.At(file))!
        : folder.Path;

    private static string Describe(ModelModule module) => module switch
    {
        PoolingModule pooling => $"Pooling({string.Join(", ", pooling.Modes)})",
        DenseModule dense => $"Dense({dense.InputWidth} to {dense.OutputWidth}, {dense.Activation})",
        _ => module.GetType().Name.Replace("Module", "", StringComparison.Ordinal),
    };

    private static IEnumerable<Diagnostic> Unnamed(string folder, string? name, ModelIdentity found)
    {
        if (name is null && found.Name.StartsWith("local/", StringComparison.Ordinal))
        {
            yield return RunCodes.ModelUnnamed.At(
                new SourcePlace(folder),
                $"The model has no name; its results are kept under '{found.Name}'.",
                "Give its name on the Hub with '--model-name organisation/name'.");
        }
    }
}
