using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding.Foreign;

/// <summary>
/// A model whose vectors another program makes. Prompts are put in front here, equal texts are handed over once, and what comes
/// back is checked, not trusted.
/// </summary>
public sealed class ForeignEncoder : IModelEncoder
{
    private readonly IVectorSource _source;
    private readonly ForeignSettings _settings;
    private readonly SemaphoreSlim _turn = new(1, 1);

    internal ForeignEncoder(IVectorSource source, ForeignSettings settings, EncoderFacts facts)
    {
        _source = source;
        _settings = settings;
        Facts = facts;
    }

    /// <inheritdoc/>
    public SimilarityFunction Similarity => _settings.Similarity;

    /// <inheritdoc/>
    public EncoderFacts Facts { get; }

    /// <inheritdoc/>
    public PromptRules Prompts => _settings.Prompts;

    /// <summary>Opens an endpoint as a model.</summary>
    /// <param name="options">Where and what it is.</param>
    /// <param name="settings">How it is used.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The model, after a first short text; or why it cannot be used.</returns>
    public static Task<Outcome<ForeignEncoder>> OpenAsync(EndpointOptions options, ForeignSettings settings, CancellationToken cancellationToken) =>
        EndpointSource.OpenAsync(options, settings, cancellationToken);

    /// <summary>Starts a program as a model.</summary>
    /// <param name="options">The program.</param>
    /// <param name="settings">How it is used.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The model, after a first short text; or why it cannot be used.</returns>
    public static Task<Outcome<ForeignEncoder>> OpenAsync(CommandOptions options, ForeignSettings settings, CancellationToken cancellationToken) =>
        CommandSource.OpenAsync(options, settings, cancellationToken);

    /// <summary>Tries a source with one short text, which shows that it works and how long its vectors are.</summary>
    /// <param name="source">The source; it belongs to the encoder, or is disposed where there is none.</param>
    /// <param name="settings">How it is used.</param>
    /// <param name="facts">What is known of the model but for the length of its vectors.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    internal static async Task<Outcome<ForeignEncoder>> OpenAsync(
        IVectorSource source, ForeignSettings settings, EncoderFacts facts, CancellationToken cancellationToken)
    {
        var kept = false;
        try
        {
            string[] texts = ["probe"];
            var given = await source.GetAsync(texts, cancellationToken).ConfigureAwait(false);
            if (!given.Succeeded)
            {
                return given.FailedAs<ForeignEncoder>();
            }

            var vectors = new VectorCollector(texts);
            if (vectors.Add(given.Value.Vectors, texts.Length, null) is { } problem)
            {
                return problem;
            }

            kept = true;
            return new ForeignEncoder(source, settings, facts with { Width = vectors.Width });
        }
        finally
        {
            if (!kept)
            {
                source.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public Task<Outcome<EncodedTexts>> EncodeAsync(
        EncodeRequest request, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken) =>
        PromptedRequest.EncodeAsync(this, request, progress, cancellationToken);

    /// <inheritdoc/>
    public async Task<Outcome<EncodedTexts>> EncodeAsync(
        IReadOnlyList<string> texts, PromptResolution prompt, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken)
    {
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
    public Task<IReadOnlyList<ModelFile>> DescribeFilesAsync(CancellationToken cancellationToken) => _source.DescribeFilesAsync(cancellationToken);

    /// <summary>Ends what makes the vectors, as far as it belongs to this object.</summary>
    public void Dispose()
    {
        _source.Dispose();
        _turn.Dispose();
    }

    private async Task<Outcome<EncodedTexts>> RunAsync(
        IReadOnlyList<string> texts, PromptResolution prompt, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken)
    {
        if (texts.Contains(null))
        {
            return EncodingCodes.TextMissing.Here("A text of the call is missing (null).", "Fill the gap in the data set, or leave the row out.");
        }

        var distinct = DistinctTexts.Of(texts);
        var vectors = new VectorCollector(distinct.Distinct);
        var answers = InOrder.AskAsync(
            distinct.Distinct.Chunk(_settings.BatchSize),
            _source.AtOnce,
            (batch, stop) => _source.GetAsync(prompt.ChangesTexts ? Array.ConvertAll(batch, text => prompt.Text + text) : batch, stop),
            cancellationToken);
        await foreach (var (batch, given) in answers.ConfigureAwait(false))
        {
            if (!given.Succeeded)
            {
                return given.FailedAs<EncodedTexts>();
            }

            if (vectors.Add(given.Value.Vectors, batch.Length, given.Value.Tokens) is { } problem)
            {
                return problem;
            }

            progress?.Report(new EncodingProgress(vectors.Count, distinct.Distinct.Count, vectors.Count, distinct.Distinct.Count));
        }

        var spread = distinct.Spread(vectors.Values, vectors.Width);
        return spread.Succeeded
            ? new EncodedTexts(spread.Value, new EncodingStatistics(
                distinct.Count, distinct.Distinct.Count, vectors.Tokens, 0, prompt.Name, prompt.ChangesTexts ? prompt.Text : null))
            : spread.FailedAs<EncodedTexts>();
    }
}
