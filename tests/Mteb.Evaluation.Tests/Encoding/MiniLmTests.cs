using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Tokenization;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Tests.Encoding;

/// <summary>The published model against what sentence-transformers makes of it.</summary>
public sealed class MiniLmTests(MiniLmTests.LoadedModel model) : IClassFixture<MiniLmTests.LoadedModel>
{
    private const string Model = "models/all-MiniLM-L6-v2";
    private const string Golden = "goldens/minilm/embeddings.json";

    [SharedFact(Model + "/", Golden)]
    public async Task Every_text_has_the_vector_that_sentence_transformers_gives_it()
    {
        var encoded = await EncodeAsync(model.Encoder, model.Texts);
        var (expectedVectors, referenceVectors) = (model.Expected, model.Reference);

        encoded.Statistics.TruncatedTexts.Should().BeGreaterThan(0);
        for (var text = 0; text < model.Texts.Count; text++)
        {
            var vector = encoded.Embeddings[text].ToArray();
            vector.Zip(expectedVectors[text], (actual, expected) => Math.Abs(actual - expected)).Max().Should().BeLessThan(1e-6f);
            vector.Zip(referenceVectors[text], (actual, expected) => Math.Abs(actual - expected)).Max().Should().BeLessThan(1e-6);
        }
    }

    [SharedFact(Model + "/", Golden)]
    public void Token_ids_are_those_of_the_reference()
    {
        for (var text = 0; text < model.Texts.Count; text++)
        {
            var ids = new List<int>();
            model.Tokenizer.Encode(model.Texts[text], 256, ids);
            ids.Should().Equal(model.Ids[text]);
        }
    }

    [SharedFact(Model + "/", Golden)]
    public async Task A_vector_has_the_same_bits_alone_and_in_any_batch_and_order()
    {
        var together = await EncodeAsync(model.Encoder, model.Texts);
        var order = Enumerable.Range(0, model.Texts.Count).OrderBy(index => index * 37 % model.Texts.Count).ToList();
        var shuffled = await EncodeAsync(model.Encoder, [.. order.Select(index => model.Texts[index])]);

        for (var position = 0; position < order.Count; position++)
        {
            SameBits(shuffled.Embeddings[position], together.Embeddings[order[position]]);
        }

        foreach (var text in (int[])[0, 5, 13, 30, 53, 56])
        {
            var alone = await EncodeAsync(model.Encoder, [model.Texts[text]]);
            SameBits(alone.Embeddings[0], together.Embeddings[text]);
        }
    }

    [SharedTheory(Model + "/", Golden)]
    [InlineData(1, 1, null)]
    [InlineData(1, 2, 64)]
    [InlineData(2, 3, null)]
    [InlineData(3, 32, 16384)]
    public async Task Batch_size_token_budget_and_threads_change_no_bit(int threads, int batchSize, int? budget)
    {
        // Many texts of one length, so that batches really differ in size.
        var texts = Enumerable.Range(0, 60).Select(index => $"text number {index} of sixty").Concat(model.Texts.Where(text => text.Length < 200)).ToList();
        var expected = await EncodeAsync(model.Encoder, texts);
        using var other = model.Load(new EncoderOptions { Threads = threads, BatchSize = batchSize, TokenBudget = budget });

        var actual = await EncodeAsync(other, texts);

        for (var text = 0; text < texts.Count; text++)
        {
            SameBits(actual.Embeddings[text], expected.Embeddings[text]);
        }
    }

    [SharedFact(Model + "/", Golden)]
    public async Task Equal_texts_are_encoded_once_and_get_equal_vectors()
    {
        var encoded = await EncodeAsync(model.Encoder, ["one text", "another text", "ONE  text", "one text"]);

        encoded.Statistics.Texts.Should().Be(4);
        encoded.Statistics.DistinctTexts.Should().Be(2);
        encoded.Statistics.Tokens.Should().Be(8);
        SameBits(encoded.Embeddings[2], encoded.Embeddings[0]);
        SameBits(encoded.Embeddings[3], encoded.Embeddings[0]);
    }

    [SharedFact(Model + "/", Golden)]
    public async Task Cut_texts_are_counted()
    {
        using var encoder = model.Load(new EncoderOptions { Threads = 1, MaximumLength = 4 });

        var outcome = await encoder.EncodeAsync(Request(["short", "a text of many words", "a text of many words"]), null, CancellationToken.None);

        outcome.Value!.Statistics.TruncatedTexts.Should().Be(2);
    }

    [SharedFact(Model + "/", Golden)]
    public async Task No_texts_give_no_vectors()
    {
        var encoded = await EncodeAsync(model.Encoder, []);

        encoded.Embeddings.Rows.Should().Be(0);
        encoded.Embeddings.Columns.Should().Be(384);
    }

    [SharedFact(Model + "/", Golden)]
    public async Task Work_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        var texts = Enumerable.Range(0, 5000).Select(index => $"text number {index}").ToList();
        var progress = new Immediate(_ => source.Cancel());

        var act = () => model.Encoder.EncodeAsync(Request(texts), progress, source.Token);

        await act.Should().ThrowAsync<OperationCanceledException>();
        (await EncodeAsync(model.Encoder, ["still alive"])).Embeddings.Rows.Should().Be(1);
    }

    [SharedFact(Model + "/", Golden)]
    public async Task Progress_ends_at_the_number_of_distinct_texts()
    {
        var last = default(EncodingProgress);

        var outcome = await model.Encoder.EncodeAsync(Request(["a", "b", "b", "c d"]), new Immediate(value => last = value), CancellationToken.None);

        last.Should().Be(new EncodingProgress(3, 3, outcome.Value!.Statistics.Tokens, outcome.Value.Statistics.Tokens));
    }

    [SharedFact(Model + "/", Golden)]
    public async Task Files_are_described_with_their_hashes()
    {
        var files = await model.Encoder.DescribeFilesAsync(CancellationToken.None);

        files.Select(file => file.Name).Should().Contain(["model.onnx", "model.safetensors", "tokenizer.json", "config.json", "modules.json"]);
        files.Should().OnlyContain(file => file.Sha256.Length == 64 && file.Bytes > 0);
    }

    [SharedTheory(Model + "/")]
    [InlineData("coreml", "MTEB3107")]
    [InlineData("cuda", "MTEB3107")]
    [InlineData("cuda:1", "MTEB3107")]
    [InlineData("tensorrt", "MTEB3107")]
    [InlineData("webgpu", "MTEB3107")]
    [InlineData("abacus", "MTEB3106")]
    [InlineData("cuda:one", "MTEB3106")]
    [InlineData("cuda:0:1", "MTEB3106")]
    public void A_device_that_cannot_be_used_is_refused_with_the_reason(string device, string code)
    {
        var outcome = OnnxEncoder.Create(model.Folder, model.Tokenizer, new EncoderOptions { Threads = 1, Device = device });

        if (outcome.Succeeded)
        {
            // A machine that really has the device.
            outcome.Value.Dispose();
            code.Should().Be("MTEB3107");
            return;
        }

        var diagnostic = outcome.Diagnostics.Should().ContainSingle().Subject;
        diagnostic.Code.Should().Be(code);
        diagnostic.Message.Should().Contain(device.Split(':')[0]).And.NotContain("\n").And.NotContain("ErrorCode").And.NotContain(".cc:");
    }

    private static EncodeRequest Request(IReadOnlyList<string> texts) => new(texts, "STSBenchmark", "STS", "test", "default", null);

    private static async Task<EncodedTexts> EncodeAsync(OnnxEncoder encoder, IReadOnlyList<string> texts)
    {
        var outcome = await encoder.EncodeAsync(Request(texts), null, CancellationToken.None);
        outcome.Succeeded.Should().BeTrue();
        return outcome.Value!;
    }

    private static void SameBits(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected) =>
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(actual)
            .SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes(expected)).Should().BeTrue("the bits must be the same");

    private sealed class Immediate(Action<EncodingProgress> action) : IProgress<EncodingProgress>
    {
        public void Report(EncodingProgress value) => action(value);
    }

    public sealed class LoadedModel : IDisposable
    {
        private readonly Lazy<OnnxEncoder> _encoder;
        private readonly Lazy<System.Text.Json.JsonElement[]> _golden;

        private readonly Lazy<string[]> _texts;

        public LoadedModel()
        {
            _encoder = new(() => Load(new EncoderOptions { Threads = 2 }));
            _golden = new(() => [.. Goldens.Parse(SharedMaterial.At(Golden)).GetProperty("texts").EnumerateArray()]);
            _texts = new(() => [.. _golden.Value.Select(text => text.GetProperty("text").GetString()!)]);
        }

        public ModelFolder Folder { get; } = SharedMaterial.Root is null ? null! : ModelFolder.Open(SharedMaterial.At(Model)).Value!;

        public Tokenizer Tokenizer { get; } = SharedMaterial.Root is null ? null! : TokenizerFolder.Load(SharedMaterial.At(Model)).Value!;

        public OnnxEncoder Encoder => _encoder.Value;

        public IReadOnlyList<string> Texts => _texts.Value;

        public IReadOnlyList<int[]> Ids => [.. _golden.Value.Select(text => text.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()).ToArray())];

        public IReadOnlyList<float[]> Expected => [.. _golden.Value.Select(text => text.GetProperty("embedding").EnumerateArray().Select(value => value.GetSingle()).ToArray())];

        public IReadOnlyList<double[]> Reference => [.. _golden.Value.Select(text => text.GetProperty("reference").EnumerateArray().Select(value => value.GetDouble()).ToArray())];

        public OnnxEncoder Load(EncoderOptions options)
        {
            var outcome = OnnxEncoder.Create(Folder, Tokenizer, options);
            outcome.Diagnostics.Should().BeEmpty();
            return outcome.Value!;
        }

        public void Dispose()
        {
            if (_encoder.IsValueCreated)
            {
                _encoder.Value.Dispose();
            }
        }
    }
}
