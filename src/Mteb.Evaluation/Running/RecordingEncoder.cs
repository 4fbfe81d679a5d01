using Mteb.Evaluation.Encoding;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Running;

/// <summary>An encoder that remembers what passed through it, for the manifest.</summary>
/// <param name="inner">The encoder that does the work.</param>
internal sealed class RecordingEncoder(IEncoder inner) : IEncoder
{
    private readonly List<EncodingCall> _calls = [];
    private readonly HashSet<Diagnostic> _diagnostics = [];

    public SimilarityFunction Similarity => inner.Similarity;

    public EncodingTotals Totals => new(
        _calls.Sum(call => (long)call.Statistics.Texts),
        _calls.Sum(call => (long)call.Statistics.DistinctTexts),
        _calls.Sum(call => call.Statistics.Tokens),
        _calls.Sum(call => (long)call.Statistics.TruncatedTexts),
        [.. _calls]);

    /// <summary>The calls since the last time; they are forgotten.</summary>
    public IReadOnlyList<EncodingCall> TakeCalls()
    {
        EncodingCall[] calls = [.. _calls];
        _calls.Clear();
        return calls;
    }

    /// <summary>What the encoder had to say, each thing once.</summary>
    public IReadOnlyCollection<Diagnostic> Diagnostics => _diagnostics;

    public async Task<Outcome<EncodedTexts>> EncodeAsync(
        EncodeRequest request, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken)
    {
        var encoded = await inner.EncodeAsync(request, progress, cancellationToken);
        if (encoded.Succeeded)
        {
            _diagnostics.UnionWith(encoded.Diagnostics);
            _calls.Add(new EncodingCall(request.Split, request.Subset, request.PromptType, encoded.Value.Statistics));
        }

        return encoded;
    }
}
