using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Running;

/// <summary>
/// An encoder for dry runs: it is asked for exactly what a real one would be asked for, remembers that, and answers with
/// zeros. What is then scored means nothing and is thrown away.
/// </summary>
/// <param name="resolvePrompt">Says which prompt a request would get, or why that is not known.</param>
public sealed class CountingEncoder(Func<EncodeRequest, Outcome<PromptResolution>> resolvePrompt) : IEncoder
{
    /// <inheritdoc/>
    public SimilarityFunction Similarity => SimilarityFunction.Dot;

    /// <inheritdoc/>
    public Task<Outcome<EncodedTexts>> EncodeAsync(
        EncodeRequest request, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken)
    {
        var resolved = resolvePrompt(request);
        if (!resolved.Succeeded)
        {
            return Task.FromResult(resolved.FailedAs<EncodedTexts>());
        }

        var prompt = resolved.Value;
        var statistics = new EncodingStatistics(request.Texts.Count, request.Texts.Distinct(StringComparer.Ordinal).Count(), 0, 0, prompt.Name, prompt.Text);
        var zeros = new EmbeddingMatrix(new float[request.Texts.Count], request.Texts.Count, 1);
        return Task.FromResult(Outcome.Success(new EncodedTexts(zeros, statistics), resolved.Diagnostics));
    }
}
