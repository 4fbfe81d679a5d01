using Microsoft.Extensions.AI;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Encoding.Generators;

/// <summary>
/// An encoder over any <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>. Equal texts are generated once; what it gives is
/// checked, not trusted. The generator stays its owner's: it is not disposed.
/// </summary>
/// <param name="generator">Makes the vectors.</param>
/// <param name="options">How it is used.</param>
public sealed class GeneratorEncoder(IEmbeddingGenerator<string, Embedding<float>> generator, GeneratorOptions options) : IEncoder
{
    /// <inheritdoc/>
    public SimilarityFunction Similarity => options.Similarity;

    /// <inheritdoc/>
    public async Task<Outcome<EncodedTexts>> EncodeAsync(
        EncodeRequest request, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken)
    {
        var prompt = PromptResolver.Resolve(options.Prompts, options.DefaultPromptName, request.TaskName, request.TaskType, request.PromptType);
        var unapplied = PromptCheck.FindUnapplied(
            options.Prompts, SourcePlace.None, request.TaskName, request.TaskType, request.PromptType, prompt);
        var texts = DistinctTexts.Of(request.Texts);
        var vectors = new VectorCollector(texts.Distinct);
        foreach (var batch in texts.Distinct.Chunk(options.BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await GenerateAsync(prompt.Text ?? "", batch, vectors, cancellationToken).ConfigureAwait(false) is { } problem)
            {
                return problem;
            }

            progress?.Report(new EncodingProgress(vectors.Count, texts.Distinct.Count, vectors.Count, texts.Distinct.Count));
        }

        var spread = texts.Spread(vectors.Values, vectors.Width);
        return spread.Succeeded
            ? Outcome.Success(new EncodedTexts(spread.Value, Count(texts, vectors, prompt)), unapplied is null ? [] : [unapplied])
            : spread.FailedAs<EncodedTexts>();
    }

    private static EncodingStatistics Count(DistinctTexts texts, VectorCollector vectors, PromptResolution prompt) => new(
        texts.Count, texts.Distinct.Count, vectors.Tokens, 0, prompt.Name, prompt.ChangesTexts ? prompt.Text : null);

    private async Task<Diagnostic?> GenerateAsync(string prompt, string[] texts, VectorCollector vectors, CancellationToken cancellationToken)
    {
        var inputs = prompt.Length == 0 ? texts : Array.ConvertAll(texts, text => prompt + text);
        try
        {
            var generated = await generator.GenerateAsync(inputs, options.Generation, cancellationToken).ConfigureAwait(false);
            return generated is null ? NotGiven() : vectors.Add([.. generated.Select(embedding => embedding?.Vector ?? default)], texts.Length, generated.Usage?.InputTokenCount);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever another's generator throws is a fact about the generator; it is reported with its code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return EncodingCodes.EncoderFailed.Here(
                $"{generator.GetType().Name} failed on {texts.Length} texts, the first of which is {TextExcerpt.Of(texts[0])}: {exception.GetType().Name}: {exception.Message}",
                "Try the generator with one text alone; fewer texts at a time may help too.");
        }
    }

    private Diagnostic NotGiven() => EncodingCodes.EncoderFailed.Here(
        $"{generator.GetType().Name} gave nothing at all.", "Return one vector for each text.");
}
