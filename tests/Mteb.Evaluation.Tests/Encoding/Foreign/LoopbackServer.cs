using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Mteb.Evaluation.Tests.Encoding.Foreign;

/// <summary>A server of HTTP that answers each request as it is told, with every byte in the test's hand.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Request, Task<string?>> _answer;

    /// <summary>Starts it.</summary>
    /// <param name="answer">Gives the whole response as text, to one request after the other; null to say nothing for ever.</param>
    public LoopbackServer(Func<Request, string?> answer)
        : this(request => Task.FromResult(answer(request)))
    {
    }

    /// <summary>Starts it, with answers that take their time, side by side.</summary>
    /// <param name="answer">As above; what it does before it waits, it does for one request after the other.</param>
    public LoopbackServer(Func<Request, Task<string?>> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    public List<Request> Requests { get; } = [];

    public Uri At(string path) => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{path}");

    /// <summary>A response with a body of JSON.</summary>
    public static string Json(string body, int status = 200, string head = "") =>
        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {System.Text.Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{head}\r\n{body}";

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Task.Run(() => ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            var request = await ReadAsync(stream);
            Task<string?> thought;
            lock (Requests)
            {
                Requests.Add(request);
                thought = _answer(request);
            }

            var answer = await thought;
            if (answer is null)
            {
                await Task.Delay(Timeout.Infinite, _stop.Token);
            }

            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(answer!));
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client went away, or the test is over.
        }
    }

    private static async Task<Request> ReadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one) == 0)
            {
                throw new IOException("The request ends in its head.");
            }

            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, System.Globalization.CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body);
        return new Request(lines[0].Split(' ')[0], lines[0].Split(' ')[1], headers, System.Text.Encoding.UTF8.GetString(body));
    }
}

/// <summary>A request that came.</summary>
internal sealed record Request(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>Its texts.</summary>
    public string[] Texts
    {
        get
        {
            var root = JsonDocument.Parse(Body).RootElement;
            return [.. (root.TryGetProperty("input", out var input) ? input : root.GetProperty("inputs")).EnumerateArray().Select(text => text.GetString()!)];
        }
    }
}
