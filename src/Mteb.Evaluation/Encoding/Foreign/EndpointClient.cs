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
    private readonly RequestGate _gate;

    public EndpointClient(EndpointOptions options, ForeignSettings settings)
    {
        _options = options;
        _settings = settings;
        _gate = new RequestGate(options, settings.Clock);

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
        for (int tries = 1, failures = 0; ; tries++)
        {
            var attempt = await TryInTurnAsync(address, body, cancellationToken).ConfigureAwait(false);
            if (attempt.Reply is { } reply)
            {
                return reply;
            }

            var problem = attempt.Problem!;
            failures += attempt.IsRefusal ? 0 : 1;
            if (attempt.Again is not { } asked || failures >= _options.Attempts || attempt.InVain >= _options.Attempts)
            {
                var times = Math.Max(tries, attempt.InVain);
                return times == 1 ? problem : problem with { Message = $"{problem.Message} It was tried {times} times." };
            }

            if (asked > _options.LongestWait)
            {
                return problem with { Message = $"{problem.Message} It asks for a wait of {asked.TotalSeconds:0} seconds, which is too long." };
            }

            if (!attempt.IsRefusal)
            {
                await Task.Delay(asked > wait ? asked : wait, _settings.Clock, cancellationToken).ConfigureAwait(false);
                wait *= 2;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _gate.Dispose();
    }

    /// <summary>One try as soon as one may go; a refusal makes the others wait too.</summary>
    private async Task<Attempt> TryInTurnAsync(Uri address, byte[] body, CancellationToken cancellationToken)
    {
        var mark = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var attempt = await TryAsync(address, body, cancellationToken).ConfigureAwait(false);
            if (attempt.Reply is not null)
            {
                _gate.Answer();
            }

            return attempt.IsRefusal ? attempt with { InVain = _gate.Refuse(mark, attempt.Again!.Value) } : attempt;
        }
        finally
        {
            _gate.Leave();
        }
    }

    private async Task<Attempt> TryAsync(Uri address, byte[] body, CancellationToken cancellationToken)
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
                >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new Attempt(new Reply(answer, false)),
                HttpStatusCode.RequestEntityTooLarge => new Attempt(new Reply(answer, true)),
                HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable =>
                    new Attempt(null, Overloaded(response, answer), AskedWait(response), IsRefusal: true),
                HttpStatusCode.RequestTimeout or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout =>
                    new Attempt(null, Overloaded(response, answer), AskedWait(response)),
                _ => new Attempt(null, Refused(response, answer)),
            };
        }
        catch (Exception exception) when (IsImpatience(exception, cancellationToken))
        {
            return new Attempt(null, ForeignEncoderCodes.Silent.Here(
                $"{Name} gave no answer for {_settings.Patience.TotalSeconds:0.#} seconds.",
                "Look whether the server works; give a longer '--encoder-timeout', or fewer texts at once with '--batch-size'."), TimeSpan.Zero);
        }
        catch (Exception exception) when (IsTransport(exception))
        {
            return new Attempt(null, ForeignEncoderCodes.Unreachable.Here(
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

    /// <summary>One try: an answer, or a problem.</summary>
    /// <param name="Reply">The answer.</param>
    /// <param name="Problem">Why there is none.</param>
    /// <param name="Again">Where another try may help: the wait that was asked for, which may be none.</param>
    /// <param name="IsRefusal">Whether there are too many requests, so that all must wait.</param>
    /// <param name="InVain">How many requests that went alone were refused in a row.</param>
    private readonly record struct Attempt(Reply? Reply, Diagnostic? Problem = null, TimeSpan? Again = null, bool IsRefusal = false, int InVain = 0);
}

/// <summary>An answer of an endpoint.</summary>
/// <param name="Body">Its bytes.</param>
/// <param name="IsTooLarge">Whether it says that the request was too large.</param>
internal sealed record Reply(byte[] Body, bool IsTooLarge);
