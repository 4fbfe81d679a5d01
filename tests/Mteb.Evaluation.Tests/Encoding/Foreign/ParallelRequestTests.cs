using System.Globalization;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Encoding.Foreign;
using Mteb.Schemas.Diagnostics;
using static Mteb.Evaluation.Tests.Encoding.Foreign.LoopbackServer;

namespace Mteb.Evaluation.Tests.Encoding.Foreign;

/// <summary>Several requests under way at an endpoint. Texts are numbers, one a request, and the vector of a text is its number and 1.</summary>
public sealed class ParallelRequestTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    public async Task As_many_are_under_way_as_may_be_and_never_more(int parallel)
    {
        var load = new Load();
        using var server = new LoopbackServer(load.Counting(async request =>
        {
            // The first full house lets everybody go on; if there is none, this test fails.
            if (load.Highest < parallel)
            {
                await load.ReachesAsync(parallel);
            }

            return Good(request);
        }));
        using var encoder = await OpenAsync(server, parallel);

        (await EncodeAsync(encoder, 20)).Value!.Embeddings.Values.ToArray().Should().Equal(Expected(20));

        load.Highest.Should().Be(parallel);
    }

    [Fact]
    public async Task Vectors_stand_in_the_order_of_the_texts_whatever_order_answers_come_in()
    {
        // Every even text waits until the odd one after it is answered.
        var answered = Enumerable.Range(0, 21).Select(_ => new TaskCompletionSource()).ToArray();
        using var server = new LoopbackServer(async request =>
        {
            var number = Number(request);
            if (number % 2 == 0)
            {
                await answered[number + 1].Task;
            }

            answered[Math.Max(number, 0)].TrySetResult();
            return Good(request);
        });
        using var encoder = await OpenAsync(server, 4);
        var progress = new Heard();

        var encoded = await encoder.EncodeAsync(Texts(20), default, progress, CancellationToken.None);

        encoded.Value!.Embeddings.Values.ToArray().Should().Equal(Expected(20));
        encoded.Value.Statistics.Tokens.Should().Be(20);
        progress.Done.Should().Equal(Enumerable.Range(1, 20), "progress is in order too");
    }

    [Fact]
    public async Task One_pause_holds_for_all_and_fewer_are_under_way_afterwards()
    {
        // Texts 6 to 9 are together at the server; 9 is refused, and the others are answered a little later.
        var load = new Load();
        var refusal = new TaskCompletionSource();
        var (refusedAt, early) = (0L, 0);
        using var server = new LoopbackServer(load.Counting(async request =>
        {
            if (refusedAt != 0)
            {
                early += TimeProvider.System.GetElapsedTime(refusedAt) < TimeSpan.FromSeconds(0.95) ? 1 : 0;
                await Task.Delay(20);
                return Good(request);
            }

            switch (Number(request))
            {
                case 9:
                    await load.ReachesAsync(4);
                    load.Forget();
                    refusedAt = TimeProvider.System.GetTimestamp();
                    _ = Task.Delay(100).ContinueWith(_ => refusal.SetResult(), TaskScheduler.Default);
                    return Json("slow down", 429, "Retry-After: 1\r\n");
                case >= 6:
                    await refusal.Task;
                    break;
            }

            return Good(request);
        }));
        using var encoder = await OpenAsync(server, 4);

        var encoded = await EncodeAsync(encoder, 40);

        encoded.Value!.Embeddings.Values.ToArray().Should().Equal(Expected(40));
        early.Should().Be(0, "nothing goes out before the pause is over");
        load.Highest.Should().Be(2, "half as many go out after the refusal");
        server.Requests.Should().HaveCount(1 + 40 + 1);
    }

    [Fact]
    public async Task Refusals_that_the_others_cause_do_not_use_up_the_tries()
    {
        // A server that takes one request at a time, and 16 that try.
        var busy = 0;
        using var server = new LoopbackServer(async request =>
        {
            if (Interlocked.Exchange(ref busy, 1) == 1)
            {
                return Json("one at a time", 429);
            }

            await Task.Delay(10);
            Volatile.Write(ref busy, 0);
            return Good(request);
        });
        using var encoder = await OpenAsync(server, 16, attempts: 3);

        (await EncodeAsync(encoder, 60)).Value!.Embeddings.Values.ToArray().Should().Equal(Expected(60));
    }

    [Fact]
    public async Task A_server_that_goes_on_refusing_ends_it()
    {
        using var server = new LoopbackServer(request => Number(request) >= 5 ? Json("over quota", 429) : Good(request));
        using var encoder = await OpenAsync(server, 4, attempts: 3);

        var diagnostic = (await EncodeAsync(encoder, 200)).Diagnostics.Should().ContainSingle().Subject;

        diagnostic.Code.Should().Be("MTEB3322");
        server.Requests.Max(Number).Should().BeLessThan(5 + 8, "no more is begun");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task The_first_text_that_fails_is_reported_whichever_is_heard_of_first(int parallel)
    {
        // Text 6 fails at once, text 4 only after that, and text 2 takes longest and succeeds.
        var sixth = new TaskCompletionSource();
        using var server = new LoopbackServer(async request =>
        {
            switch (Number(request))
            {
                case 2:
                    await Task.WhenAny(sixth.Task, Task.Delay(300));
                    await Task.Delay(200);
                    return Good(request);
                case 4:
                    await Task.WhenAny(sixth.Task, Task.Delay(300));
                    return Json("""{"error": "fourth"}""", 400);
                case 6:
                    sixth.TrySetResult();
                    return Json("""{"error": "sixth"}""", 401);
                default:
                    return Good(request);
            }
        });
        using var encoder = await OpenAsync(server, parallel);

        var diagnostic = (await EncodeAsync(encoder, 500)).Diagnostics.Should().ContainSingle().Subject;

        diagnostic.Message.Should().Contain("fourth");
        server.Requests.Max(Number).Should().BeLessThanOrEqualTo(parallel == 1 ? 4 : 10, "no more is begun after a failure");
    }

    [Theory]
    [InlineData("error", "MTEB3321")]
    [InlineData("count", "MTEB3125")]
    [InlineData("width", "MTEB3126")]
    [InlineData("NaN", "MTEB3108")]
    public async Task A_failure_stops_those_that_would_never_be_answered(string fault, string code)
    {
        using var server = new LoopbackServer(async request =>
        {
            await Task.Yield();
            return Number(request) switch
            {
                < 3 => Good(request),
                3 when fault == "error" => Json("no", 400),
                3 when fault == "count" => Json("""{"data": []}"""),
                3 when fault == "width" => Json("""{"data": [{"index": 0, "embedding": [1, 2, 3]}]}"""),
                3 => Json("""{"data": [{"index": 0, "embedding": [1, null]}]}"""),
                _ => null,
            };
        });
        using var encoder = await OpenAsync(server, 4);

        var encode = EncodeAsync(encoder, 50);
        var encoded = await encode.WaitAsync(TimeSpan.FromSeconds(20));

        encoded.Diagnostics.Should().ContainSingle().Which.Code.Should().Be(code);
    }

    [Fact]
    public async Task Silence_in_the_middle_of_many_is_said()
    {
        using var server = new LoopbackServer(request => Number(request) == 5 ? null : Good(request));
        using var encoder = await OpenAsync(server, 4, attempts: 2, patience: TimeSpan.FromSeconds(0.5));

        (await EncodeAsync(encoder, 50)).Diagnostics.Should().ContainSingle().Which.Should().Match<Diagnostic>(
            diagnostic => diagnostic.Code == "MTEB3323" && diagnostic.Message.Contains("tried 2 times"));
    }

    [Fact]
    public async Task All_are_cancelled_even_in_a_pause()
    {
        using var server = new LoopbackServer(request => Number(request) switch { < 3 => Good(request), 3 => Json("", 429, "Retry-After: 200\r\n"), _ => null });
        using var encoder = await OpenAsync(server, 4);
        using var source = new CancellationTokenSource(300);

        var encode = () => encoder.EncodeAsync(Texts(50), default, null, source.Token).WaitAsync(TimeSpan.FromSeconds(20));

        await encode.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task What_is_too_large_is_parted_in_every_request_that_is_under_way()
    {
        using var server = new LoopbackServer(request => request.Texts.Length > 3 ? Json("too many", 413) : Good(request));
        using var encoder = await OpenAsync(server, 4, batchSize: 16);

        (await EncodeAsync(encoder, 200)).Value!.Embeddings.Values.ToArray().Should().Equal(Expected(200));

        server.Requests.Count(request => request.Texts.Length > 3).Should().BeLessThanOrEqualTo(8 * 3, "the limit is remembered, for all but those that wait already");
    }

    [Fact]
    public async Task After_a_row_of_answers_one_more_may_go()
    {
        var load = new Load();
        var (refused, between) = (false, 0);
        using var server = new LoopbackServer(load.Counting(async request =>
        {
            switch (Number(request))
            {
                case 0 when !refused:
                    refused = true;
                    return Json("slow down", 429);
                case 10:
                    load.Forget();
                    break;
                case 50:
                    between = load.Highest;
                    break;
            }

            await Task.Delay(2);
            return Good(request);
        }));
        using var encoder = await OpenAsync(server, 2);

        (await EncodeAsync(encoder, 4 * RequestGate.AnswersForOneMore)).Succeeded.Should().BeTrue();

        between.Should().Be(1);
        load.Highest.Should().Be(2);
    }

    [Fact]
    public async Task None_at_once_is_refused()
    {
        var opened = await ForeignEncoder.OpenAsync(
            new EndpointOptions { Address = new Uri("http://127.0.0.1:1/v1"), Parallel = 0 }, new ForeignSettings(), CancellationToken.None);

        opened.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3114");
    }

    private static int Number(Request request) =>
        request.Texts is [var text, ..] && int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static string Good(Request request)
    {
        var vectors = request.Texts.Select((text, index) => $"{{\"index\": {index}, \"embedding\": [{(text == "probe" ? "0" : text)}, 1]}}");
        return Json($"{{\"data\": [{string.Join(",", vectors)}], \"usage\": {{\"prompt_tokens\": {request.Texts.Length}}}}}");
    }

    private static string[] Texts(int count) => [.. Enumerable.Range(0, count).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    private static IEnumerable<float> Expected(int count) => Enumerable.Range(0, count).SelectMany(number => new float[] { number, 1 });

    private static async Task<ForeignEncoder> OpenAsync(LoopbackServer server, int parallel, int attempts = 6, TimeSpan? patience = null, int batchSize = 1)
    {
        var opened = await ForeignEncoder.OpenAsync(
            new EndpointOptions { Address = server.At("/v1"), Parallel = parallel, Attempts = attempts, FirstWait = TimeSpan.FromMilliseconds(5) },
            new ForeignSettings { BatchSize = batchSize, Patience = patience ?? TimeSpan.FromSeconds(30) },
            CancellationToken.None);
        opened.Succeeded.Should().BeTrue(string.Join("; ", opened.Diagnostics.Select(diagnostic => diagnostic.Message)));
        return opened.Value!;
    }

    private static Task<Outcome<EncodedTexts>> EncodeAsync(ForeignEncoder encoder, int count) =>
        encoder.EncodeAsync(Texts(count), default, null, CancellationToken.None);

    /// <summary>Counts the requests that a server has at the same time, but for the first text of all.</summary>
    private sealed class Load
    {
        private readonly Lock _lock = new();
        private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
        private int _now;

        public int Highest { get; private set; }

        public void Forget() => Highest = 0;

        public async Task ReachesAsync(int count)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
            {
                _waiting.Add((count, reached));
                Tell();
            }

            await reached.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }

        public Func<Request, Task<string?>> Counting(Func<Request, Task<string>> answer) => async request =>
        {
            if (Number(request) < 0)
            {
                return Good(request);
            }

            lock (_lock)
            {
                _now++;
                Highest = Math.Max(Highest, _now);
                Tell();
            }

            try
            {
                return await answer(request);
            }
            finally
            {
                lock (_lock)
                {
                    _now--;
                }
            }
        };

        private void Tell()
        {
            foreach (var (_, reached) in _waiting.Where(other => other.Count <= _now))
            {
                reached.TrySetResult();
            }
        }
    }

    private sealed class Heard : IProgress<EncodingProgress>
    {
        public List<int> Done { get; } = [];

        public void Report(EncodingProgress value) => Done.Add(value.Done);
    }
}
