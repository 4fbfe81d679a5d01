using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding.Caching;

/// <summary>
/// A model whose vectors are kept in a folder: what was encoded before, in this run or another, is read instead of made. A vector
/// that is read equals the one that would be made to the last bit, because it depends on nothing but what its name is a digest of.
/// </summary>
public sealed class CachedEncoder : IModelEncoder
{
    private readonly IModelEncoder _inner;
    private readonly EmbeddingStore _store;
    private readonly WritePace _pace;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Puts a cache in front of a model.</summary>
    /// <param name="inner">The model; it belongs to this object.</param>
    /// <param name="files">The files that decide what it gives.</param>
    /// <param name="identity">Name and revision of a model that is not known by its files; null for one that is.</param>
    /// <param name="options">Where the vectors are kept.</param>
    public CachedEncoder(IModelEncoder inner, IReadOnlyList<ModelFile> files, string? identity, EmbeddingCacheOptions options)
    {
        _inner = inner;
        _pace = new WritePace(options.Clock, options.TextsPerWrite);
        _store = new EmbeddingStore(options, CacheKeys.OfModel(inner.Facts, files, identity));
    }

    /// <inheritdoc/>
    public SimilarityFunction Similarity => _inner.Similarity;

    /// <inheritdoc/>
    public EncoderFacts Facts => _inner.Facts;

    /// <inheritdoc/>
    public PromptRules Prompts => _inner.Prompts;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ModelFile>> DescribeFilesAsync(CancellationToken cancellationToken) => _inner.DescribeFilesAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<EncodedTexts>> EncodeAsync(
        EncodeRequest request, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken) =>
        PromptedRequest.EncodeAsync(this, request, progress, cancellationToken);

    /// <inheritdoc/>
    public async Task<Outcome<EncodedTexts>> EncodeAsync(
        IReadOnlyList<string> texts, PromptResolution prompt, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken)
    {
        if (texts.Contains(null))
        {
            // The model says what is wrong with them.
            return await _inner.EncodeAsync(texts, prompt, progress, cancellationToken).ConfigureAwait(false);
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await RunAsync(texts, prompt, progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _store.Dispose();
        _turn.Dispose();
        _inner.Dispose();
    }

    private async Task<Outcome<EncodedTexts>> RunAsync(
        IReadOnlyList<string> texts, PromptResolution prompt, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken)
    {
        _store.Refresh();
        var call = new CachedCall(texts, CacheKeys.OfTexts(texts, prompt.Text ?? ""));
        if ((_inner.Facts.Width ?? _store.Width) is { } width && call.Reserve(width) is { } tooMany)
        {
            return tooMany;
        }

        call.ReadFrom(_store);
        var relay = progress is null ? null : new Relay(progress, call.Missing.Count);
        for (var start = 0; start < call.Missing.Count;)
        {
            int[] part = [.. call.Missing[start..Math.Min(start + _pace.Size, call.Missing.Count)]];
            _pace.Begin();
            var encoded = await _inner.EncodeAsync([.. part.Select(text => texts[text])], prompt, relay, cancellationToken).ConfigureAwait(false);
            if (!encoded.Succeeded)
            {
                return encoded;
            }

            if (call.Take(part, encoded.Value) is { } problem)
            {
                return problem;
            }

            call.Noticed.AddRange(encoded.Diagnostics);
            var (keys, traces) = call.Describe(part);
            _store.Write(keys, traces, encoded.Value.Embeddings.Values.Span, encoded.Value.Embeddings.Columns);
            relay?.Next(part.Length);
            if (part.Length == _pace.Size)
            {
                _pace.End();
            }

            start += part.Length;
        }

        var result = new EncodedTexts(call.Finish(), call.Statistics(prompt)) { Traces = call.Traces };
        return Outcome.Success(result, [.. call.Noticed.Distinct(), .. _store.TakeDiagnostics()]);
    }

    /// <summary>Makes the progress of parts that of the whole.</summary>
    private sealed class Relay(IProgress<EncodingProgress> progress, int total) : IProgress<EncodingProgress>
    {
        private int _done;
        private long _tokens;
        private EncodingProgress _last;

        public void Report(EncodingProgress value)
        {
            _last = value;

            // Of the parts to come only the number of texts is known: they count as long as those of this one.
            var perText = (double)value.TokensTotal / Math.Max(value.Total, 1);
            var done = Math.Min(_done + value.Done, total);
            var tokens = _tokens + value.TokensDone;
            progress.Report(new EncodingProgress(done, total, tokens, tokens + (long)(perText * (total - done))));
        }

        /// <summary>A part is over.</summary>
        public void Next(int texts)
        {
            _done += texts;
            _tokens += _last.TokensDone;
            _last = default;
        }
    }
}
