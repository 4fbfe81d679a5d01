using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Encoding.Generators;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Tests.Encoding;

public sealed class GeneratorEncoderTests
{
    [Fact]
    public async Task Equal_texts_are_generated_once_and_every_text_gets_its_vector()
    {
        var generator = new FakeGenerator(Lengths) { TokensPerText = 3 };
        var encoded = await Encode(generator, ["aa", "b", "aa", "", "b"], new GeneratorOptions { BatchSize = 2 });

        generator.Calls.SelectMany(call => call).Should().Equal("aa", "b", "");
        generator.Calls.Select(call => call.Count).Should().Equal(2, 1);
        Enumerable.Range(0, 5).Select(row => encoded.Value!.Embeddings[row][0]).Should().Equal(2, 1, 2, 0, 1);
        encoded.Value!.Statistics.Should().Be(new EncodingStatistics(5, 3, 9, 0, null, null));
    }

    [Fact]
    public async Task The_prompt_that_mteb_would_choose_is_put_in_front()
    {
        var generator = new FakeGenerator(Lengths);
        var options = new GeneratorOptions { Prompts = [new("document", "d: "), new("query", "q: "), new("Retrieval", "r: ")] };
        var encoded = await Encode(generator, ["x"], options, PromptType.Query);

        generator.Calls.Should().ContainSingle().Which.Should().Equal("r: x");
        encoded.Value!.Statistics.Prompt.Should().Be("r: ");
        encoded.Diagnostics.Should().BeEmpty();
    }

    [Fact]
    public async Task Declared_prompts_of_which_none_applies_are_a_warning() =>
        (await Encode(new FakeGenerator(Lengths), ["x"], new GeneratorOptions { Prompts = [new("STS", "s: ")] }, PromptType.Query))
            .Diagnostics.Select(diagnostic => diagnostic.Code).Should().Equal("MTEB3116");

    [Fact]
    public async Task No_texts_need_no_generator()
    {
        var generator = new FakeGenerator(_ => throw new InvalidOperationException());
        (await Encode(generator, [], new GeneratorOptions())).Value!.Embeddings.Rows.Should().Be(0);
    }

    public static TheoryData<string, string> Faults() => new()
    {
        { "too few", "MTEB3125" },
        { "too many", "MTEB3125" },
        { "other width", "MTEB3126" },
        { "no width", "MTEB3126" },
        { "not a number", "MTEB3108" },
        { "infinite", "MTEB3108" },
        { "throws", "MTEB3124" },
        { "stops by itself", "MTEB3124" },
        { "nothing", "MTEB3124" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_cannot_be_right_is_refused(string fault, string code)
    {
        var generator = new FakeGenerator(texts => fault switch
        {
            "too few" => Lengths(texts).Skip(1),
            "too many" => Lengths(texts).Append([1, 1]),
            "other width" => texts.Select((_, index) => new float[index + 1]),
            "no width" => texts.Select(_ => Array.Empty<float>()),
            "not a number" => texts.Select(_ => new[] { 1, float.NaN }),
            "infinite" => texts.Select(_ => new[] { 1, float.NegativeInfinity }),
            "throws" => throw new InvalidOperationException("No connection."),
            "stops by itself" => throw new OperationCanceledException(),
            _ => null,
        });
        var encoded = await Encode(generator, ["one", "two"], new GeneratorOptions());

        encoded.Succeeded.Should().BeFalse();
        var diagnostic = encoded.Diagnostics.Should().ContainSingle().Subject;
        diagnostic.Code.Should().Be(code);
        diagnostic.Remedy.Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_later_batch_of_another_width_names_its_text()
    {
        var generator = new FakeGenerator(texts => texts.Select(text => new float[text.Length]));
        var encoded = await Encode(generator, ["one", "three"], new GeneratorOptions { BatchSize = 1 });
        encoded.Diagnostics.Should().ContainSingle().Which.Message.Should().Contain("\"three\"").And.Contain("5 numbers");
    }

    [Fact]
    public async Task Cancelling_stops_between_batches()
    {
        using var source = new CancellationTokenSource();
        var generator = new FakeGenerator(texts =>
        {
            source.Cancel();
            return Lengths(texts);
        });
        var encode = () => new GeneratorEncoder(generator, new GeneratorOptions { BatchSize = 1 }).EncodeAsync(Request(["a", "b"], null), null, source.Token);
        await encode.Should().ThrowAsync<OperationCanceledException>();
        generator.Calls.Should().ContainSingle();
    }

    private static IEnumerable<float[]> Lengths(IReadOnlyList<string> texts) => texts.Select(text => new float[] { text.Length, 1 });

    private static Task<Outcome<EncodedTexts>> Encode(FakeGenerator generator, IReadOnlyList<string> texts, GeneratorOptions options, PromptType? role = null) =>
        new GeneratorEncoder(generator, options).EncodeAsync(Request(texts, role), null, CancellationToken.None);

    private static EncodeRequest Request(IReadOnlyList<string> texts, PromptType? role) => new(texts, "AnyTask", "Retrieval", "test", "default", role);
}
