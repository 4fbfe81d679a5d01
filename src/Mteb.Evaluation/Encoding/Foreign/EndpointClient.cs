using System.Net;
using System.Net.Http.Headers;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Encoding.Foreign;

/// <summary>Sends requests to an endpoint, and sends them again where that may help.</summary>
internal sealed class EndpointClient : IDisposable
{
    private const int LargestAnswer = 1 << 28;

    private readonly EndpointOptions _options;
    private readonly ForeignSettings _settings;
    private readonly HttpClient _http;

    public EndpointClient(EndpointOptions options, ForeignSettings settings)
    {
        _options = options;
        _settings = settings;

        // A redirection could carry texts and key to somebody else; what this machine offers itself needs no proxy.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !options.Address.IsLoopback, UseCookies = false };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer };
        if (options.Key is { Length: > 0 } key)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        Name = new UriBuilder(options.Address) { UserName = "", Password = "", Query = "", Fragment = "" }.Uri.ToString();
    }

    /// <summary>The address, for messages: without what may be secret in it.</summary>
    public string Name { get; }

    /// <summary>Asks for something that need not be there.</summary>
    /// <returns>The answer; null where there is none.</returns>
    public async Task<byte[]?> FindAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var patience = Patience(cancellationToken);
            using var response = await _http.GetAsync(address, patience.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync(patience.Token).ConfigureAwait(false) : null;
        }
        catch (Exception exception) when (IsTransport(exception) || IsImpatience(exception, cancellationToken))
        {
            return null;
        }
    }

    /// <summary>Posts a body until it is answered, or there is no hope.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="body">JSON.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The answer's body; or why there is none. <see cref="Reply.IsTooLarge"/> says that fewer texts may help.</returns>
    public async Task<Outcome<Reply>> PostAsync(Uri address, byte[] body, CancellationToken cancellationToken)
    {
        var wait = _options.FirstWait;
        for (var attempt = 1; ; attempt++)
        {
            var (reply, problem, asked) = await TryAsync(address, body, cancellationToken).ConfigureAwait(false);
            if (reply is not null)
            {
                return reply;
            }

            if (asked is null || attempt >= _options.Attempts)
            {
                return attempt == 1 ? problem! : problem! with { Message = $"{problem!.Message} It was tried {attempt} times." };
            }

            var pause = asked.Value > wait ? asked.Value : wait;
            if (pause > _options.LongestWait && asked.Value > _options.LongestWait)
            {
                return problem! with { Message = $"{problem!.Message} It asks for a wait of {asked.Value.TotalSeconds:0} seconds, which is too long." };
            }

            await Task.Delay(pause, _settings.Clock, cancellationToken).ConfigureAwait(false);
            wait *= 2;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>One try: an answer, or a problem; with a wait, even of nothing, where another try may help.</summary>
    private async Task<(Reply? Reply, Diagnostic? Problem, TimeSpan? Again)> TryAsync(Uri address, byte[] body, CancellationToken cancellationToken)
    {
        try
        {
            using var patience = Patience(cancellationToken);
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await _http.PostAsync(address, content, patience.Token).ConfigureAwait(false);
            var answer = await response.Content.ReadAsByteArrayAsync(patience.Token).ConfigureAwait(false);
            return response.StatusCode switch
            {
                >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => (new Reply(answer, false), null, null),
                HttpStatusCode.RequestEntityTooLarge => (new Reply(answer, true), null, null),
                HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
                    or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => (null, Overloaded(response, answer), AskedWait(response)),
                _ => (null, Refused(response, answer), null),
            };
        }
        catch (Exception exception) when (IsImpatience(exception, cancellationToken))
        {
            return (null, ForeignEncoderCodes.Silent.Here(
                $"{Name} gave no answer for {_settings.Patience.TotalSeconds:0.#} seconds.",
                "Look whether the server works; give a longer '--encoder-timeout', or fewer texts at once with '--batch-size'."), TimeSpan.Zero);
        }
        catch (Exception exception) when (IsTransport(exception))
        {
            return (null, ForeignEncoderCodes.Unreachable.Here(
                $"{Name} cannot be reached, or broke off: {Redacted(Innermost(exception))}", "Check the address, and whether the server runs."), TimeSpan.Zero);
        }
    }

    private CancellationTokenSource Patience(CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        source.CancelAfter(_settings.Patience);
        return source;
    }

    private TimeSpan AskedWait(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _settings.Clock.GetUtcNow(),
            _ => TimeSpan.Zero,
        };
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private Diagnostic Overloaded(HttpResponseMessage response, byte[] answer) => ForeignEncoderCodes.Overloaded.Here(
        $"{Name} takes no request now ({(int)response.StatusCode}): {Redacted(EndpointForm.Complaint(answer))}.",
        "Try later; a limit of requests may ask for fewer texts at once, '--batch-size'.");

    private Diagnostic Refused(HttpResponseMessage response, byte[] answer) => ForeignEncoderCodes.Refused.Here(
        $"{Name} refused the request ({(int)response.StatusCode}): {Redacted(EndpointForm.Complaint(answer))}.",
        response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "Set the environment variable MTEB_ENDPOINT_KEY to a valid key.",
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => "Check the address, '--endpoint-kind' and '--endpoint-model'.",
            < HttpStatusCode.BadRequest => "Name the address that it sends to; redirections are not followed, because they could carry texts and key to somebody else.",
            _ => "Do what the message says; '--endpoint-model' names the model that is asked for.",
        });

    // A server may repeat the key that it was given.
    private string Redacted(string text) => _options.Key is { Length: > 0 } key ? text.Replace(key, "***", StringComparison.Ordinal) : text;

    private static string Innermost(Exception exception) => exception.GetBaseException().Message.ReplaceLineEndings(" ");

    private static bool IsTransport(Exception exception) => exception is HttpRequestException or IOException;

    private static bool IsImpatience(Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException && !cancellationToken.IsCancellationRequested;
}

/// <summary>An answer of an endpoint.</summary>
/// <param name="Body">Its bytes.</param>
/// <param name="IsTooLarge">Whether it says that the request was too large.</param>
internal sealed record Reply(byte[] Body, bool IsTooLarge);
