using Microsoft.Extensions.AI;
using Mteb.Evaluation.Encoding.Foreign;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding.Generators;

/// <summary>
/// A model over any <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>. Equal texts are generated once; what it gives is
/// checked, not trusted. The generator stays its owner's: it is not disposed.
/// </summary>
public sealed class GeneratorEncoder : IModelEncoder
{
    private readonly ForeignEncoder _inner;

    /// <summary>Makes a model of a generator.</summary>
    /// <param name="generator">Makes the vectors.</param>
    /// <param name="options">How it is used.</param>
    public GeneratorEncoder(IEmbeddingGenerator<string, Embedding<float>> generator, GeneratorOptions options)
    {
        var facts = generator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
        var model = options.Generation?.ModelId ?? facts?.DefaultModelId;
        _inner = new ForeignEncoder(
            new GeneratorSource(generator, options.Generation),
            new ForeignSettings
            {
                Prompts = options.PromptSet is { } set
                    ? PromptRules.Of(set, options.FindTask ?? TaskCatalogue.Find)
                    : PromptRules.Of(options.Prompts, options.DefaultPromptName),
                Similarity = options.Similarity,
                BatchSize = options.BatchSize,
            },
            new EncoderFacts
            {
                Width = options.Generation?.Dimensions ?? facts?.DefaultModelDimensions,
                MaximumLength = null,
                Device = EncoderFacts.Elsewhere,
                Modules = [generator.GetType().Name + (model is null ? "" : $", model {model}")],
                Dtype = EncoderFacts.UnknownDtype,
            });
    }

    /// <inheritdoc/>
    public SimilarityFunction Similarity => _inner.Similarity;

    /// <inheritdoc/>
    public EncoderFacts Facts => _inner.Facts;

    /// <inheritdoc/>
    public PromptRules Prompts => _inner.Prompts;

    /// <inheritdoc/>
    public Task<Outcome<EncodedTexts>> EncodeAsync(
        EncodeRequest request, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken) =>
        _inner.EncodeAsync(request, progress, cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<EncodedTexts>> EncodeAsync(
        IReadOnlyList<string> texts, PromptResolution prompt, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken) =>
        _inner.EncodeAsync(texts, prompt, progress, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ModelFile>> DescribeFilesAsync(CancellationToken cancellationToken) => _inner.DescribeFilesAsync(cancellationToken);

    /// <summary>Frees what this object made; the generator stays.</summary>
    public void Dispose() => _inner.Dispose();
}
