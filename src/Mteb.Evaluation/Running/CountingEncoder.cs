using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Running;

/// <summary>
/// An encoder for dry runs: it is asked for exactly what a real one would be asked for, remembers that, and answers with
/// zeros. What is then scored means nothing and is thrown away.
/// </summary>
/// <param name="resolvePrompt">Says under which name the model declares the prompt of a request, and its text.</param>
public sealed class CountingEncoder(Func<EncodeRequest, (string? Name, string? Text)> resolvePrompt) : IEncoder
{
    /// <inheritdoc/>
    public SimilarityFunction Similarity => SimilarityFunction.Dot;

    /// <inheritdoc/>
    public Task<Outcome<EncodedTexts>> EncodeAsync(
        EncodeRequest request, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken)
    {
        var (name, prompt) = resolvePrompt(request);
        var statistics = new EncodingStatistics(request.Texts.Count, request.Texts.Distinct(StringComparer.Ordinal).Count(), 0, 0, name, prompt);
        var zeros = new EmbeddingMatrix(new float[request.Texts.Count], request.Texts.Count, 1);
        return Task.FromResult<Outcome<EncodedTexts>>(new EncodedTexts(zeros, statistics));
    }
}
