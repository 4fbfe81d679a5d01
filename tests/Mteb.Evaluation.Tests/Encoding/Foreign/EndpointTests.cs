using System.Text.Json;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Encoding.Foreign;
using Mteb.Schemas.Diagnostics;
using static Mteb.Evaluation.Tests.Encoding.Foreign.LoopbackServer;

namespace Mteb.Evaluation.Tests.Encoding.Foreign;

/// <summary>Models behind an address, well-behaved and otherwise. The vector of a text is its length and 1.</summary>
public sealed class EndpointTests
{
    private const string Key = "secret-key-of-the-test";

    [Theory]
    [InlineData("", "/v1/embeddings")]
    [InlineData("/v1", "/v1/embeddings")]
    [InlineData("/v1/", "/v1/embeddings")]
    [InlineData("/proxy/v1/embeddings", "/proxy/v1/embeddings")]
    public async Task OpenAIs_form_is_spoken_at_any_part_of_its_address(string written, string asked)
    {
        using var server = new LoopbackServer(request => request.Method == "GET" ? Json("{}", 404) : OpenAI(request.Texts));
        using var encoder = await OpenAsync(server, written, options => options with { Model = "small", Key = Key });

        var encoded = await EncodeAsync(encoder, ["aa", "b", "aa", ""]);

        encoded.Value!.Embeddings.Values.ToArray().Should().Equal(2, 1, 1, 1, 2, 1, 0, 1);
        encoded.Value.Statistics.Should().Be(new EncodingStatistics(4, 3, 3, 0, null, null));
        var request = server.Requests[^1];
        request.Path.Should().Be(asked);
        request.Headers["Authorization"].Should().Be("Bearer " + Key);
        request.Body.Should().Be("""{"model":"small","input":["aa","b",""],"encoding_format":"float"}""");
        encoder.Facts.Should().Match<EncoderFacts>(facts => facts.Width == 2 && facts.MaximumLength == null && facts.Device == "elsewhere");
        encoder.Facts.Modules.Should().ContainSingle().Which.Should().StartWith("OpenAI-compatible endpoint http://127.0.0.1:").And.EndWith("model small");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/embed")]
    public async Task Text_Embeddings_Inference_is_recognised(string written)
    {
        using var server = new LoopbackServer(request => request.Path == "/info"
            ? Json("""{"model_id": "org/model", "model_dtype": "float16", "max_input_length": 512}""")
            : Json(Vectors(request.Texts)));
        using var encoder = await OpenAsync(server, written);

        (await EncodeAsync(encoder, ["aa", "b"])).Value!.Embeddings.Values.ToArray().Should().Equal(2, 1, 1, 1);

        server.Requests[^1].Should().Match<Request>(request => request.Path == "/embed" && request.Body == """{"inputs":["aa","b"],"truncate":true}""");
        encoder.Facts.Should().Match<EncoderFacts>(facts => facts.MaximumLength == 512 && facts.Dtype == "float16");
        encoder.Facts.Modules[0].Should().Contain("model org/model");
    }

    [Fact]
    public async Task The_index_says_which_text_a_vector_belongs_to()
    {
        using var server = new LoopbackServer(request => Json(Entries(request.Texts.Select((text, index) => (index, Vector(text))).Reverse())));
        using var encoder = await OpenAsync(server);

        (await EncodeAsync(encoder, ["aa", "b", "cccc"])).Value!.Embeddings.Values.ToArray().Should().Equal(2, 1, 1, 1, 4, 1);
    }

    [Fact]
    public async Task Vectors_in_base64_are_read()
    {
        using var server = new LoopbackServer(request => Json(
            $$"""{"data": [{{string.Join(",", request.Texts.Select((text, index) => $$"""{"index": {{index}}, "embedding": "{{Convert.ToBase64String([.. BitConverter.GetBytes((float)text.Length), .. BitConverter.GetBytes(1f)])}}"}"""))}}]}"""));
        using var encoder = await OpenAsync(server);

        (await EncodeAsync(encoder, ["aa"])).Value!.Embeddings.Values.ToArray().Should().Equal(2, 1);
    }

    [Fact]
    public async Task Prompts_are_put_in_front_here()
    {
        using var server = new LoopbackServer(request => OpenAI(request.Texts));
        using var encoder = await OpenAsync(server, settings: new ForeignSettings { Prompts = PromptRules.Of([new("query", "q: ")], null) });

        var encoded = await encoder.EncodeAsync(new EncodeRequest(["x"], "T", "Retrieval", "test", "default", PromptType.Query), null, CancellationToken.None);

        server.Requests[^1].Texts.Should().Equal("q: x");
        encoded.Value!.Statistics.Prompt.Should().Be("q: ");
    }

    [Fact]
    public async Task What_is_too_large_is_asked_for_in_smaller_parts()
    {
        using var server = new LoopbackServer(request => request.Texts.Length > 3 ? Json("""{"error": "batch size 8 > maximum allowed batch size 3"}""", 413) : OpenAI(request.Texts));
        using var encoder = await OpenAsync(server);
        var texts = Enumerable.Range(0, 20).Select(length => new string('x', length)).ToList();

        var encoded = await EncodeAsync(encoder, texts);

        Enumerable.Range(0, 20).Select(row => (int)encoded.Value!.Embeddings[row][0]).Should().Equal(Enumerable.Range(0, 20));
        server.Requests.Count(request => request.Texts.Length > 3).Should().BeLessThanOrEqualTo(3, "the limit is remembered");
    }

    [Theory]
    [InlineData(429, "Retry-After: 0\r\n")]
    [InlineData(429, "")]
    [InlineData(500, "")]
    [InlineData(503, "Retry-After: Thu, 01 Jan 2026 00:00:00 GMT\r\n")]
    public async Task What_passes_is_tried_again(int status, string head)
    {
        var fails = 2;
        using var server = new LoopbackServer(request => request.Texts is ["aa"] && fails-- > 0 ? Json("busy", status, head) : OpenAI(request.Texts));
        using var encoder = await OpenAsync(server);

        (await EncodeAsync(encoder, ["aa"])).Value!.Embeddings.Values.ToArray().Should().Equal(2, 1);

        server.Requests.Count(request => request.Texts is ["aa"]).Should().Be(3);
    }

    [Fact]
    public async Task The_wait_that_a_server_asks_for_is_kept()
    {
        var fails = 1;
        using var server = new LoopbackServer(request => request.Texts is ["aa"] && fails-- > 0 ? Json("busy", 429, "Retry-After: 1\r\n") : OpenAI(request.Texts));
        using var encoder = await OpenAsync(server);
        var start = TimeProvider.System.GetTimestamp();

        (await EncodeAsync(encoder, ["aa"])).Succeeded.Should().BeTrue();

        TimeProvider.System.GetElapsedTime(start).Should().BeGreaterThan(TimeSpan.FromSeconds(0.95));
    }

    public static TheoryData<string, string, string> Faults() => new()
    {
        { "too few", "MTEB3125", "gave 1 vectors" },
        { "too many", "MTEB3125", "gave 3 vectors" },
        { "twice the same index", "MTEB3325", "index 0" },
        { "index of no text", "MTEB3325", "index 7" },
        { "truncated", "MTEB3324", "in the middle" },
        { "cut off", "MTEB3320", "broke off" },
        { "no JSON", "MTEB3324", "<html>" },
        { "other JSON", "MTEB3324", "no list 'data'" },
        { "no vectors", "MTEB3324", "something else than vectors" },
        { "words", "MTEB3324", "something else than vectors" },
        { "NaN of Python", "MTEB3108", "NaN" },
        { "NaN of JavaScript", "MTEB3108", "NaN" },
        { "another width", "MTEB3126", "3 numbers" },
        { "empty vectors", "MTEB3126", "empty" },
        { "wrong key", "MTEB3321", "MTEB_ENDPOINT_KEY" },
        { "unknown model", "MTEB3321", "no such model" },
        { "elsewhere", "MTEB3321", "(307)" },
        { "always busy", "MTEB3322", "tried 3 times" },
        { "asks for an hour", "MTEB3322", "3600 seconds" },
        { "silent", "MTEB3323", "no answer for" },
        { "one text too large", "MTEB3321", "too long" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_goes_wrong_has_its_code_and_never_shows_the_key(string fault, string code, string words)
    {
        using var server = new LoopbackServer(request => request.Texts is ["probe"] ? OpenAI(["probe"]) : Misbehave(fault, request.Texts));
        var patience = TimeSpan.FromSeconds(fault == "silent" ? 0.5 : 30);
        using var encoder = await OpenAsync(server, "/v1", options => options with { Key = Key, Attempts = 3 }, new ForeignSettings { Patience = patience });

        var encoded = await EncodeAsync(encoder, ["aa", "b"]);

        var diagnostic = encoded.Diagnostics.Should().ContainSingle().Subject;
        diagnostic.Code.Should().Be(code);
        diagnostic.Remedy.Should().NotBeEmpty();
        (diagnostic.Message + diagnostic.Remedy).Should().Contain(words).And.NotContain(Key);
    }

    [Fact]
    public async Task Nobody_there_is_said_when_the_model_is_opened()
    {
        Uri address;
        using (var server = new LoopbackServer(_ => (string?)null))
        {
            address = server.At("/v1");
        }

        var opened = await ForeignEncoder.OpenAsync(Options(address), new ForeignSettings(), CancellationToken.None);

        opened.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3320");
    }

    [Theory]
    [InlineData("ftp://host/v1")]
    [InlineData("http://user:password@host/v1")]
    public async Task An_address_that_cannot_be_is_refused(string address)
    {
        var opened = await ForeignEncoder.OpenAsync(Options(new Uri(address)), new ForeignSettings(), CancellationToken.None);

        opened.Diagnostics.Should().ContainSingle().Which.Should().Match<Diagnostic>(diagnostic => diagnostic.Code == "MTEB3114" && !diagnostic.Message.Contains("password@"));
    }

    [Fact]
    public async Task A_key_that_cannot_be_sent_is_refused_and_none_gets_into_a_text()
    {
        var options = Options(new Uri("http://127.0.0.1:1/v1")) with { Key = Key + "\n" };

        var opened = await ForeignEncoder.OpenAsync(options, new ForeignSettings(), CancellationToken.None);

        opened.Diagnostics.Should().ContainSingle().Which.Should().Match<Diagnostic>(diagnostic => diagnostic.Code == "MTEB3114" && !diagnostic.Message.Contains(Key));
        options.ToString().Should().NotContain(Key);
    }

    [Fact]
    public async Task Waiting_is_cancelled()
    {
        using var server = new LoopbackServer(request => request.Texts is ["probe"] ? OpenAI(["probe"]) : null);
        using var encoder = await OpenAsync(server);
        using var source = new CancellationTokenSource(200);

        var encode = () => encoder.EncodeAsync(["aa"], default, null, source.Token);

        await encode.Should().ThrowAsync<OperationCanceledException>();
    }

    private static string Misbehave(string fault, string[] texts) => fault switch
    {
        "too few" => OpenAI(texts[1..]),
        "too many" => OpenAI([.. texts, "more"]),
        "twice the same index" => Json(Entries(texts.Select(text => (0, Vector(text))))),
        "index of no text" => Json(Entries(texts.Select(text => (7, Vector(text))))),
        "truncated" => Json(Entries([(0, Vector("a"))])[..^6]),
        "cut off" => Json(Entries([(0, Vector("a"))])).Replace("Content-Length: ", "Content-Length: 9", StringComparison.Ordinal),
        "no JSON" => Json("<html>"),
        "other JSON" => Json("""{"vectors": []}"""),
        "no vectors" => Json("""{"data": [{"index": 0}, {"index": 1}]}"""),
        "words" => Json("""{"data": [{"index": 0, "embedding": ["a"]}, {"index": 1, "embedding": [1]}]}"""),
        "NaN of Python" => Json(Entries(texts.Select((_, index) => (index, "[1, NaN]")))),
        "NaN of JavaScript" => Json(Entries(texts.Select((_, index) => (index, "[1, null]")))),
        "another width" => Json(Entries(texts.Select((_, index) => (index, index == 0 ? "[1, 2]" : "[1, 2, 3]")))),
        "empty vectors" => Json(Entries(texts.Select((_, index) => (index, "[]")))),
        "wrong key" => Json("""{"error": {"message": "Incorrect API key: KEY"}}""".Replace("KEY", Key, StringComparison.Ordinal), 401),
        "unknown model" => Json("""{"error": {"message": "no such model"}}""", 404),
        "elsewhere" => Json("", 307, "Location: http://example.org/\r\n"),
        "always busy" => Json("busy", 503),
        "asks for an hour" => Json("busy", 429, "Retry-After: 3600\r\n"),
        "one text too large" => Json("too long", 413),
        _ => null!,
    };

    private static string OpenAI(IReadOnlyList<string> texts) => Json(Entries(texts.Select((text, index) => (index, Vector(text)))));

    private static string Entries(IEnumerable<(int Index, string Vector)> entries)
    {
        var list = entries.ToList();
        var data = string.Join(",", list.Select(entry => $"{{\"object\": \"embedding\", \"index\": {entry.Index}, \"embedding\": {entry.Vector}}}"));
        return $"{{\"object\": \"list\", \"data\": [{data}], \"usage\": {{\"prompt_tokens\": {list.Count}}}}}";
    }

    private static string Vectors(IEnumerable<string> texts) => $"[{string.Join(",", texts.Select(Vector))}]";

    private static string Vector(string text) => JsonSerializer.Serialize(new[] { text.Length, 1 });

    private static EndpointOptions Options(Uri address) => new() { Address = address, Attempts = 3, FirstWait = TimeSpan.FromMilliseconds(5) };

    private static async Task<ForeignEncoder> OpenAsync(
        LoopbackServer server, string path = "/v1", Func<EndpointOptions, EndpointOptions>? change = null, ForeignSettings? settings = null)
    {
        var options = Options(server.At(path));
        var opened = await ForeignEncoder.OpenAsync(change?.Invoke(options) ?? options, settings ?? new ForeignSettings(), CancellationToken.None);
        opened.Succeeded.Should().BeTrue(string.Join("; ", opened.Diagnostics.Select(diagnostic => diagnostic.Message)));
        return opened.Value!;
    }

    private static Task<Outcome<EncodedTexts>> EncodeAsync(ForeignEncoder encoder, IReadOnlyList<string> texts) =>
        encoder.EncodeAsync(texts, default, null, CancellationToken.None);
}
