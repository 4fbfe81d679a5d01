using System.Text.Json;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Encoding.Foreign;

/// <summary>Vectors from an address: OpenAI's form, or that of Text Embeddings Inference.</summary>
internal sealed class EndpointSource : IVectorSource
{
    private readonly EndpointOptions _options;
    private readonly EndpointClient _client;
    private readonly EndpointKind _kind;
    private readonly Uri _address;
    private volatile int _most = int.MaxValue;

    private EndpointSource(EndpointOptions options, EndpointClient client, EndpointKind kind)
    {
        _options = options;
        _client = client;
        _kind = kind;
        _address = EndpointForm.Complete(options.Address, kind);
    }

    /// <summary>Opens an endpoint as a model.</summary>
    /// <param name="options">Where and what it is.</param>
    /// <param name="settings">How it is used.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The model, after a first short text; or why it cannot be used.</returns>
    public static async Task<Outcome<ForeignEncoder>> OpenAsync(EndpointOptions options, ForeignSettings settings, CancellationToken cancellationToken)
    {
        if (options.Address is not { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "" })
        {
            return EncodingCodes.SettingInvalid.Here(
                "The address of the endpoint must begin with 'http://' or 'https://' and hold no user or password.",
                "Give the address alone; the key goes into the environment variable MTEB_ENDPOINT_KEY.");
        }

        if (options.Key?.Any(character => character is <= ' ' or >= '\u007f') == true)
        {
            return EncodingCodes.SettingInvalid.Here(
                "The key of the endpoint holds white space or characters that no key has.", "Set the environment variable MTEB_ENDPOINT_KEY to the key alone.");
        }

        if (options.Parallel < 1)
        {
            return EncodingCodes.SettingInvalid.Here("No request may be under way at once.", "Allow 1 or more.");
        }

        var client = new EndpointClient(options, settings);
        var known = options.Kind ?? EndpointForm.KindOf(options.Address);
        var info = known is null or EndpointKind.Tei ? await ReadInfoAsync(client, options.Address, cancellationToken).ConfigureAwait(false) : null;
        var kind = known ?? (info is null ? EndpointKind.OpenAI : EndpointKind.Tei);
        var model = options.Model ?? info?.Model;
        return await ForeignEncoder.OpenAsync(
            new EndpointSource(options, client, kind),
            settings,
            new EncoderFacts
            {
                Width = null,
                MaximumLength = info?.MaximumLength,
                Device = EncoderFacts.Elsewhere,
                Modules = [$"{(kind == EndpointKind.Tei ? "Text Embeddings Inference" : "OpenAI-compatible")} endpoint {client.Name}{(model is null ? "" : $", model {model}")}"],
                Frameworks = ["API"],
                Dtype = info?.Dtype ?? EncoderFacts.UnknownDtype,
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Twice as many as go out, so that one slow answer does not keep the others' places empty; one alone stays one.</summary>
    public int AtOnce => _options.Parallel == 1 ? 1 : (int)Math.Min(2L * _options.Parallel, int.MaxValue);

    /// <inheritdoc/>
    public async Task<Outcome<VectorBatch>> GetAsync(IReadOnlyList<string> inputs, CancellationToken cancellationToken)
    {
        if (inputs.Count > _most)
        {
            return await InPartsAsync(inputs, cancellationToken).ConfigureAwait(false);
        }

        var reply = await _client.PostAsync(_address, EndpointForm.Request(_kind, _options.Model, inputs), cancellationToken).ConfigureAwait(false);
        if (!reply.Succeeded)
        {
            return reply.FailedAs<VectorBatch>();
        }

        if (!reply.Value.IsTooLarge)
        {
            return EndpointForm.Answer(_kind, reply.Value.Body, _client.Name);
        }

        if (inputs.Count == 1)
        {
            return ForeignEncoderCodes.Refused.Here(
                $"{_client.Name} takes no request as large as the text {TextExcerpt.Of(inputs[0])} alone: {EndpointForm.Complaint(reply.Value.Body)}.",
                "Raise the limit of the server, or let it cut long texts.");
        }

        // Another answer may have lowered it further in the meantime; lost to a third, it is found out again.
        _most = Math.Min(_most, inputs.Count / 2);
        return await InPartsAsync(inputs, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<Outcome<VectorBatch>> InPartsAsync(IReadOnlyList<string> inputs, CancellationToken cancellationToken)
    {
        var vectors = new List<ReadOnlyMemory<float>>(inputs.Count);
        long? tokens = null;
        for (var start = 0; start < inputs.Count;)
        {
            string[] part = [.. inputs.Skip(start).Take(_most)];
            var given = await GetAsync(part, cancellationToken).ConfigureAwait(false);
            if (!given.Succeeded)
            {
                return given;
            }

            // A part with too many or too few vectors would put those of the next in the wrong places.
            if (given.Value.Vectors.Count != part.Length)
            {
                return EncodingCodes.WrongCount.Here(
                    $"For {part.Length} texts, the first of which is {TextExcerpt.Of(part[0])}, the encoder gave {given.Value.Vectors.Count} vectors.",
                    "Return one vector for each text, in the order of the texts.");
            }

            vectors.AddRange(given.Value.Vectors);
            tokens = given.Value.Tokens is { } some ? (tokens ?? 0) + some : tokens;
            start += part.Length;
        }

        return new VectorBatch(vectors, tokens);
    }

    private static async Task<EndpointInfo?> ReadInfoAsync(EndpointClient client, Uri address, CancellationToken cancellationToken)
    {
        var path = address.AbsolutePath.TrimEnd('/');
        var root = path.EndsWith("/embed", StringComparison.Ordinal) ? path[..^"/embed".Length] : path;
        var found = await client.FindAsync(new UriBuilder(address) { Path = root + "/info" }.Uri, cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(found);
            var info = document.RootElement;
            return info.ValueKind == JsonValueKind.Object && info.TryGetProperty("model_id", out var model)
                ? new EndpointInfo(
                    model.GetString(),
                    info.TryGetProperty("max_input_length", out var length) && length.TryGetInt32(out var tokens) ? tokens : null,
                    info.TryGetProperty("model_dtype", out var dtype) ? dtype.GetString() : null)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // What Text Embeddings Inference says of itself.
    private sealed record EndpointInfo(string? Model, int? MaximumLength, string? Dtype);
}
