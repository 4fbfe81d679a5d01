using System.Runtime.InteropServices;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Encoding.Caching;
using Mteb.Evaluation.Verification;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Running;

/// <summary>A model, ready to encode, with the name under which its results are kept.</summary>
public sealed class LoadedModel : IDisposable
{
    private readonly string? _graph;

    private LoadedModel(IModelEncoder encoder, ModelFolder? folder, string? graph, ModelIdentity identity, IReadOnlyList<ModelFile> files)
    {
        (Folder, _graph) = (folder, graph);
        Encoder = encoder;
        Identity = identity;
        Files = files;
    }

    /// <summary>The encoder.</summary>
    public IModelEncoder Encoder { get; }

    /// <summary>Its folder; null when it has none.</summary>
    public ModelFolder? Folder { get; }

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
        var encoder = FolderEncoder.Open(folder, options);
        if (!encoder.Succeeded)
        {
            return encoder.FailedAs<LoadedModel>();
        }

        IReadOnlyList<ModelFile> files = [.. await encoder.Value.DescribeFilesAsync(cancellationToken), .. options.Prompts?.Files ?? []];
        var found = ModelIdentity.Of(folder, files);
        var identity = new ModelIdentity(name ?? found.Name, revision ?? found.Revision);
        return Outcome.Success(new LoadedModel(encoder.Value, encoder.Value.Model, (encoder.Value as OnnxEncoder)?.GraphFile, identity, files), [.. encoder.Diagnostics, .. Unnamed(folder, name, found)]);
    }

    /// <summary>Files a model that has no folder under a name.</summary>
    /// <param name="encoder">The model; the caller leaves it to the result.</param>
    /// <param name="identity">Name and revision for its results.</param>
    /// <param name="prompts">The files with its prompts.</param>
    /// <param name="cancellationToken">Stops the hashing of files.</param>
    public static async Task<LoadedModel> OfAsync(
        IModelEncoder encoder, ModelIdentity identity, IReadOnlyList<ModelFile> prompts, CancellationToken cancellationToken) =>
        new(encoder, null, null, identity, [.. await encoder.DescribeFilesAsync(cancellationToken), .. prompts]);

    /// <summary>
    /// Looks at the model before time is spent on it: its lock file, its weights, and what it makes of a few sentences. Nothing is
    /// looked at where there is no folder.
    /// </summary>
    /// <param name="threads">How many tensors are read at once.</param>
    /// <param name="willEncode">Whether time will be spent; if not, the lock file alone is looked at, by hashes that are known.</param>
    /// <param name="unattended">Whether nobody will look at warnings, so that they are errors.</param>
    /// <param name="progress">Hears how far it is, from any thread; null when nobody listens.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What was found.</returns>
    public async Task<IReadOnlyList<Diagnostic>> ExamineAsync(
        int threads, bool willEncode, bool unattended, IProgress<ExaminationProgress>? progress, CancellationToken cancellationToken)
    {
        if (Folder is not { } folder)
        {
            return [];
        }

        var parts = await ModelExaminer.ExamineAsync(Encoder, folder, _graph, Files, threads, willEncode, progress, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Diagnostic> found = [.. parts.SelectMany(part => part.Diagnostics)];
        return unattended ? UnattendedSeverity.Raise(found) : found;
    }

    /// <summary>The same model with a cache in front; this object must not be used any more.</summary>
    /// <param name="cache">Where its vectors are kept.</param>
    public LoadedModel WithCache(EmbeddingCacheOptions cache)
    {
        // What another program makes is known by the name and revision that it was given.
        var identity = Encoder.Facts.OnnxRuntime is null ? $"{Identity.Name}@{Identity.Revision}" : null;
        return new LoadedModel(new CachedEncoder(Encoder, Files, identity, cache), Folder, _graph, Identity, Files);
    }

    /// <summary>The same model, filed under another revision; this object must not be used any more.</summary>
    /// <param name="revision">The revision.</param>
    public LoadedModel WithRevision(string revision) => new(Encoder, Folder, _graph, Identity with { Revision = revision }, Files);

    /// <summary>What the manifest says of the model.</summary>
    public ModelDescription Describe() => new()
    {
        Name = Identity.Name,
        Revision = Identity.Revision,
        MaxLength = Encoder.Facts.MaximumLength,
        Dimensions = Encoder.Facts.Width,
        Similarity = SimilarityName,
        Modules = Encoder.Facts.Modules,
        Dtype = Encoder.Facts.Dtype,
        Files = Files,
    };

    /// <summary>What the manifest says of this machine, and of how the model is run on it.</summary>
    /// <param name="threads">Threads of the run in all.</param>
    /// <param name="batchSize">Most texts of a batch; null when only tokens limit it.</param>
    public RunEnvironment DescribeEnvironment(int threads, int? batchSize) => new()
    {
        OperatingSystem = RuntimeInformation.OSDescription,
        Architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
        Dotnet = RuntimeInformation.FrameworkDescription,
        OnnxRuntime = Encoder.Facts.OnnxRuntime,
        Device = Encoder.Facts.Device,
        ProviderOptions = Encoder.Facts.ProviderOptions is { Count: > 0 } told ? told : null,
        Threads = threads,
        BatchSize = batchSize,
    };

    /// <summary>Writes <c>model_meta.json</c> beside the results, unless there is one: it may hold what only its author knows.</summary>
    /// <param name="store">Where the results lie.</param>
    /// <returns>Null, or why it could not be written.</returns>
    public Diagnostic? DescribeBeside(ResultStore store) =>
        store.Update(ResultPaths.ModelMetaFile, existing => existing ?? ModelMetaWriter.Write(DescribeForResults()));

    /// <summary>What <c>model_meta.json</c> says of the model; what only its author knows is null.</summary>
    public ModelMetaFacts DescribeForResults() => new()
    {
        Name = Identity.Name,
        Revision = Identity.Revision,
        MaxTokens = Encoder.Facts.MaximumLength,
        EmbeddingDimension = Encoder.Facts.Width,
        SimilarityFunction = Encoder.Similarity is SimilarityFunction.Cosine or SimilarityFunction.Dot ? SimilarityName : null,
        UsesInstructions = Encoder.Prompts.MayChangeTexts,
        Frameworks = Encoder.Facts.Frameworks,
    };

    /// <inheritdoc/>
    public void Dispose() => Encoder.Dispose();

    private string SimilarityName => Encoder.Similarity.ToString().ToLowerInvariant();

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
