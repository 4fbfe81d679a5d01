using Microsoft.Extensions.AI;
using Mteb.Evaluation.Encoding.Foreign;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Encoding.Generators;

/// <summary>Vectors from a generator, which stays its owner's.</summary>
/// <param name="generator">Makes the vectors.</param>
/// <param name="generation">Handed to the generator as it is; null for its defaults.</param>
internal sealed class GeneratorSource(IEmbeddingGenerator<string, Embedding<float>> generator, EmbeddingGenerationOptions? generation) : IVectorSource
{
    /// <inheritdoc/>
    public async Task<Outcome<VectorBatch>> GetAsync(IReadOnlyList<string> inputs, CancellationToken cancellationToken)
    {
        try
        {
            var generated = await generator.GenerateAsync(inputs, generation, cancellationToken).ConfigureAwait(false);
            return generated is null
                ? EncodingCodes.EncoderFailed.Here($"{generator.GetType().Name} gave nothing at all.", "Return one vector for each text.")
                : new VectorBatch([.. generated.Select(embedding => embedding?.Vector ?? default)], generated.Usage?.InputTokenCount);
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
                $"{generator.GetType().Name} failed on {inputs.Count} texts, the first of which is {TextExcerpt.Of(inputs[0])}: {exception.GetType().Name}: {exception.Message}",
                "Try the generator with one text alone; fewer texts at a time may help too.");
        }
    }

    /// <summary>Does nothing.</summary>
    public void Dispose()
    {
    }
}
