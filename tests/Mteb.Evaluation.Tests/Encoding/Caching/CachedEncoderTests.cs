using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Encoding.Caching;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Tests.Encoding.Caching;

/// <summary>Vectors that are kept from run to run.</summary>
public sealed class CachedEncoderTests : IDisposable
{
    private readonly Sandbox _sandbox = new("cache");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Vectors_and_counts_are_those_without_cache_to_the_last_bit()
    {
        using var model = new TinyModel("Pooling", "Normalize").Graph();
        var texts = Texts(300).Append("3 4").Append("03 4").ToList();
        using var plain = model.Load().Value!;
        var expected = (await EncodeAsync(plain, texts, "5 ")).Value!;

        foreach (var round in new[] { "empty", "half full", "full" })
        {
            using var cached = Open(model.Load().Value!, await plain.DescribeFilesAsync(CancellationToken.None));
            if (round == "empty")
            {
                await EncodeAsync(cached, texts[..150], "5 ");
            }

            var encoded = (await EncodeAsync(cached, texts, "5 ")).Value!;

            Bits(encoded).Should().Equal(Bits(expected), round);
            encoded.Statistics.Should().Be(expected.Statistics, round);
        }
    }

    [Fact]
    public async Task What_is_there_is_not_made_again_by_any_later_run()
    {
        var first = new Counting();
        using (var cached = Open(first))
        {
            await EncodeAsync(cached, ["a", "b", "a"]);
            await EncodeAsync(cached, ["b", "c"]);
        }

        var second = new Counting();
        using var again = Open(second);
        var encoded = await EncodeAsync(again, ["c", "d", "a", "b"]);

        first.Asked.Should().Equal("a", "b", "c");
        second.Asked.Should().Equal("d");
        encoded.Value!.Embeddings.Values.ToArray().Should().Equal(Counting.Vector("c").Concat(Counting.Vector("d")).Concat(Counting.Vector("a")).Concat(Counting.Vector("b")));
    }

    [Theory]
    [InlineData("prompt")]
    [InlineData("file")]
    [InlineData("length")]
    [InlineData("dtype")]
    [InlineData("device")]
    [InlineData("pooling")]
    [InlineData("identity")]
    public async Task Whatever_a_vector_depends_on_is_part_of_its_name(string difference)
    {
        using (var cached = Open(new Counting()))
        {
            await EncodeAsync(cached, ["a"], "p");
        }

        var facts = Counting.UsualFacts;
        var other = new Counting(difference switch
        {
            "length" => facts with { MaximumLength = 9 },
            "dtype" => facts with { Dtype = "float16" },
            "device" => facts with { Device = "cuda" },
            "pooling" => facts with { Modules = ["Pooling(Max)"] },
            _ => facts,
        });
        using var again = Open(other, [new ModelFile("model.onnx", 1, difference == "file" ? "ff" : "aa")], difference == "identity" ? "other@1" : null);

        await EncodeAsync(again, ["a"], difference == "prompt" ? "q" : "p");

        other.Asked.Should().Equal("a");
    }

    [Fact]
    public async Task A_file_with_prompts_is_no_part_of_a_name_but_the_prompt_is()
    {
        using (var cached = Open(new Counting()))
        {
            await EncodeAsync(cached, ["a"], "p");
        }

        var other = new Counting();
        using var again = Open(other, [new ModelFile("model.onnx", 1, "aa"), new ModelFile("prompts/0.json", 1, "bb")]);

        await EncodeAsync(again, ["a"], "p");

        other.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task A_run_that_was_killed_goes_on_in_the_middle_of_a_call()
    {
        var texts = Texts(100);
        var killed = new Counting { FailsAfter = 64 };

        // Never disposed, as a process that is killed disposes nothing.
        var before = Open(killed, textsPerWrite: 16);
        (await EncodeAsync(before, texts)).Succeeded.Should().BeFalse();

        var rest = new Counting();
        using var after = Open(rest, textsPerWrite: 16);
        var encoded = await EncodeAsync(after, texts);

        rest.Asked.Should().Equal(texts[64..]);
        encoded.Value!.Embeddings.Values.ToArray().Should().Equal(texts.SelectMany(Counting.Vector));
        before.Dispose();
    }

    [Theory]
    [InlineData(0.01, 256, 2048, 4096, 4096)]
    [InlineData(20, 256, 128, 64, 32, 32)]
    [InlineData(10, 256, 256)]
    public void A_slow_model_has_its_vectors_written_after_fewer_texts(double seconds, params int[] sizes)
    {
        var clock = new SteppingClock(seconds);
        var pace = new WritePace(clock, 4096);
        foreach (var size in sizes)
        {
            pace.Size.Should().Be(size);
            pace.Begin();
            pace.End();
        }
    }

    [Fact]
    public async Task Two_that_write_at_once_do_each_other_no_harm_and_share_what_they_have()
    {
        var texts = Texts(400);
        var (left, right) = (new Counting(), new Counting());
        using (var one = Open(left, textsPerWrite: 10))
        using (var two = Open(right, textsPerWrite: 10))
        {
            var both = await Task.WhenAll(
                Task.Run(() => EncodeInCallsAsync(one, texts)), Task.Run(() => EncodeInCallsAsync(two, [.. texts.AsEnumerable().Reverse()])));

            both[0].Should().Equal(texts.SelectMany(Counting.Vector));
            both[1].Should().Equal(texts.AsEnumerable().Reverse().SelectMany(Counting.Vector));
            left.Asked.Count.Should().BeLessThan(400, "the other one had some");
        }

        var third = new Counting();
        using var all = Open(third);
        (await EncodeAsync(all, texts)).Value!.Embeddings.Values.ToArray().Should().Equal(texts.SelectMany(Counting.Vector));
        third.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task A_damaged_vector_is_noticed_and_made_anew()
    {
        var texts = Texts(10);
        using (var cached = Open(new Counting()))
        {
            await EncodeAsync(cached, texts);
        }

        var file = Segments().Single();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[^5] ^= 0x10; // In the last vector.
        await File.WriteAllBytesAsync(file, bytes);

        var second = new Counting();
        using var again = Open(second);
        var encoded = await EncodeAsync(again, texts);

        second.Asked.Should().Equal(texts[9]);
        encoded.Value!.Embeddings.Values.ToArray().Should().Equal(texts.SelectMany(Counting.Vector));
        encoded.Diagnostics.Should().ContainSingle().Which.Should().Match<Diagnostic>(diagnostic =>
            diagnostic.Code == "MTEB3340" && diagnostic.Severity == Severity.Warning && diagnostic.Place.File == file);
        (await EncodeAsync(again, texts)).Diagnostics.Should().BeEmpty("it was said");
        second.Asked.Should().HaveCount(1, "the new vector stands in for the damaged one");
    }

    [Fact]
    public async Task A_file_that_ends_in_the_middle_of_a_vector_is_used_up_to_there()
    {
        var texts = Texts(10);
        using (var cached = Open(new Counting()))
        {
            await EncodeAsync(cached, texts);
        }

        var file = Segments().Single();
        using (var stream = File.OpenWrite(file))
        {
            stream.SetLength(stream.Length - 3);
        }

        var second = new Counting();
        using var again = Open(second);
        var encoded = await EncodeAsync(again, texts);

        second.Asked.Should().Equal(texts[9]);
        encoded.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3341");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(17)]
    public async Task A_damaged_head_makes_a_file_useless_and_is_said_once(int at)
    {
        using (var cached = Open(new Counting()))
        {
            await EncodeAsync(cached, ["a"]);
        }

        var file = Segments().Single();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        var second = new Counting();
        using var again = Open(second);

        (await EncodeAsync(again, ["a"])).Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3340");
        (await EncodeAsync(again, ["a", "b"])).Diagnostics.Should().BeEmpty();
        second.Asked.Should().Equal("a", "b");
    }

    [Fact]
    public async Task The_folder_stays_within_its_limit_and_the_oldest_goes_first()
    {
        const long Limit = 1 << 20;
        var texts = Texts(6000); // About 280 bytes each: half as much again as there is room for.
        using (var cached = Open(new Counting(), limit: Limit, textsPerWrite: 100))
        {
            for (var start = 0; start < texts.Count; start += 500)
            {
                await EncodeAsync(cached, texts.GetRange(start, 500));
                Segments().Sum(file => new FileInfo(file).Length).Should().BeLessThanOrEqualTo(Limit);
            }
        }

        Segments().Should().HaveCountGreaterThan(3);
        var second = new Counting();
        using var again = Open(second, limit: Limit);
        await EncodeAsync(again, texts);
        second.Asked.Should().Contain(texts[0]).And.NotContain(texts[^1]);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_stops_nothing()
    {
        _sandbox.Write("vectors", "a file where the folder should be");
        var inner = new Counting();
        using var cached = Open(inner);

        var encoded = await EncodeAsync(cached, ["a"]);

        encoded.Value!.Embeddings.Values.ToArray().Should().Equal(Counting.Vector("a"));
        encoded.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3342");
        (await EncodeAsync(cached, ["b"])).Diagnostics.Should().BeEmpty("it was said");
    }

    [Fact]
    public async Task Progress_counts_what_is_made()
    {
        using (var cached = Open(new Counting()))
        {
            await EncodeAsync(cached, Texts(40));
        }

        var heard = new List<EncodingProgress>();
        using var again = Open(new Counting(), textsPerWrite: 25);
        await again.EncodeAsync(Texts(100), default, new Immediate(heard.Add), CancellationToken.None);

        heard.Select(progress => progress.Total).Should().OnlyContain(total => total == 60);
        heard.Select(progress => progress.Done).Should().BeInAscendingOrder().And.EndWith(60);
    }

    private CachedEncoder Open(
        IModelEncoder inner, IReadOnlyList<ModelFile>? files = null, string? identity = null, long limit = 1 << 30, int textsPerWrite = 4096) => new(
        inner,
        files ?? [new ModelFile("model.onnx", 1, "aa")],
        identity,
        new EmbeddingCacheOptions { Folder = _sandbox.At("vectors"), Limit = limit, TextsPerWrite = textsPerWrite });

    private string[] Segments() => Directory.GetFiles(_sandbox.At("vectors"), "*", SearchOption.AllDirectories);

    private static List<string> Texts(int count) => [.. Enumerable.Range(0, count).Select(number => $"{number % 20} {number / 20 % 20} {number / 400}")];

    private static Task<Outcome<EncodedTexts>> EncodeAsync(IModelEncoder encoder, IReadOnlyList<string> texts, string? prompt = null) =>
        encoder.EncodeAsync(texts, new PromptResolution(PromptSource.Role, prompt is null ? null : "query", prompt), null, CancellationToken.None);

    private static async Task<float[]> EncodeInCallsAsync(CachedEncoder encoder, List<string> texts)
    {
        var values = new List<float>();
        for (var start = 0; start < texts.Count; start += 40)
        {
            values.AddRange((await EncodeAsync(encoder, texts.GetRange(start, 40))).Value!.Embeddings.Values.ToArray());
        }

        return [.. values];
    }

    private static int[] Bits(EncodedTexts encoded) => [.. encoded.Embeddings.Values.ToArray().Select(BitConverter.SingleToInt32Bits)];

    /// <summary>Every look at the clock is so many seconds after the one before.</summary>
    private sealed class SteppingClock(double seconds) : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks += TimeSpan.FromSeconds(seconds).Ticks;
    }

    private sealed class Immediate(Action<EncodingProgress> hear) : IProgress<EncodingProgress>
    {
        public void Report(EncodingProgress value) => hear(value);
    }

    /// <summary>A model of 60 columns that remembers what it was asked; slow enough for another to get ahead.</summary>
    private sealed class Counting(EncoderFacts? facts = null) : IModelEncoder
    {
        public static readonly EncoderFacts UsualFacts = new() { Width = 60, MaximumLength = 8, Device = "cpu", Modules = ["Pooling(Mean)"] };

        public List<string> Asked { get; } = [];

        public int FailsAfter { get; init; } = int.MaxValue;

        public EncoderFacts Facts => facts ?? UsualFacts;

        public PromptRules Prompts => PromptRules.None;

        public SimilarityFunction Similarity => SimilarityFunction.Cosine;

        public static float[] Vector(string text) => [.. Enumerable.Range(0, 60).Select(column => text.Sum(character => (float)character) + column)];

        public Task<Outcome<EncodedTexts>> EncodeAsync(EncodeRequest request, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public async Task<Outcome<EncodedTexts>> EncodeAsync(
            IReadOnlyList<string> texts, PromptResolution prompt, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken)
        {
            if (Asked.Count >= FailsAfter)
            {
                return Mteb.Schemas.Diagnostics.Ledger.EncodingCodes.EncoderFailed.Here("Killed.", "Start again.");
            }

            await Task.Delay(1, cancellationToken);
            Asked.AddRange(texts);
            progress?.Report(new EncodingProgress(texts.Count, texts.Count, texts.Count, texts.Count));
            var values = texts.SelectMany(Vector).ToArray();
            return new EncodedTexts(
                new Mteb.Evaluation.Numerics.EmbeddingMatrix(values, texts.Count, 60),
                new EncodingStatistics(texts.Count, texts.Count, texts.Count, 0, prompt.Name, prompt.Text));
        }

        public Task<IReadOnlyList<ModelFile>> DescribeFilesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ModelFile>>([]);

        public void Dispose()
        {
        }
    }
}
