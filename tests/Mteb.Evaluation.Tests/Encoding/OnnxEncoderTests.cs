using Mteb.Evaluation.Encoding;
using Mteb.Schemas.Diagnostics;
using Mteb.Testing.Onnx;

namespace Mteb.Evaluation.Tests.Encoding;

/// <summary>What is done with the graphs and modules of a folder; the numbers are small enough to be checked by hand.</summary>
public sealed class OnnxEncoderTests
{
    [Theory]
    [InlineData("last_hidden_state")]
    [InlineData("token_embeddings")]
    [InlineData("sentence_embedding")]
    public async Task Each_name_of_the_output_is_understood(string output)
    {
        using var model = new TinyModel("Pooling").Graph(output);

        var encoded = (await model.EncodeAsync(["3 6", "9"])).Value!;

        encoded.Embeddings[0].ToArray().Should().Equal(3f, -3f); // (1 + 3 + 6 + 2) / 4
        encoded.Embeddings[1].ToArray().Should().Equal(4f, -4f); // (1 + 9 + 2) / 3
    }

    [Theory]
    [InlineData("input_ids")]
    [InlineData("input_ids", "attention_mask", "token_type_ids")]
    [InlineData("attention_mask", "position_ids", "input_ids")]
    public async Task Inputs_are_taken_by_the_names_that_the_graph_declares(params string[] inputs)
    {
        using var model = new TinyModel("Pooling").Graph(inputs: inputs);

        (await model.EncodeAsync(["3 6"])).Value!.Embeddings[0].ToArray().Should().Equal(3f, -3f);
    }

    [Fact]
    public async Task Inputs_may_be_32_bits_wide()
    {
        using var model = new TinyModel("Pooling").Graph(ids: OnnxType.Int32);

        (await model.EncodeAsync(["3 6"])).Value!.Embeddings[0].ToArray().Should().Equal(3f, -3f);
    }

    [Fact]
    public async Task Half_precision_is_widened()
    {
        using var model = new TinyModel("Pooling").Write("model.onnx", new OnnxModelWriter()
            .Input("input_ids", OnnxType.Int64, "batch", "sequence")
            .Input("attention_mask", OnnxType.Int64, "batch", "sequence")
            .Initializer("table", TinyModel.Table, TinyModel.Rows, 2)
            .Output("last_hidden_state", OnnxType.Float16, "batch", "sequence", 2)
            .Node("Gather", ["table", "input_ids"], ["wide"])
            .Node("Cast", ["wide"], ["last_hidden_state"], OnnxAttribute.Int("to", (int)OnnxType.Float16))
            .ToBytes());

        (await model.EncodeAsync(["3 6"])).Value!.Embeddings[0].ToArray().Should().Equal(3f, -3f);
    }

    [Fact]
    public async Task Normalisation_is_done_where_the_model_lists_it()
    {
        using var model = new TinyModel("Pooling", "Normalize").Graph();

        var vector = (await model.EncodeAsync(["3 6"])).Value!.Embeddings[0].ToArray();

        vector[0].Should().BeApproximately(0.70710677f, 1e-7f);
        vector[1].Should().BeApproximately(-0.70710677f, 1e-7f);
    }

    [Fact]
    public async Task Dense_layers_are_applied_in_their_order()
    {
        using var model = new TinyModel("Pooling", "Dense", "Dense").Graph()
            .Write("2_Dense/config.json", """{ "in_features": 2, "out_features": 3, "bias": true, "activation_function": "torch.nn.modules.linear.Identity" }""")
            .Tensors("2_Dense/model.safetensors", ("linear.weight", [3, 2], [1, 0, 0, 1, 2, 2]), ("linear.bias", [3], [0, 0.5f, 1]))
            .Write("3_Dense/config.json", """{ "in_features": 3, "out_features": 2, "bias": false, "activation_function": "torch.nn.modules.activation.ReLU" }""")
            .Tensors("3_Dense/model.safetensors", ("linear.weight", [2, 3], [1, 1, 1, 0, 1, 0]));

        var vector = (await model.EncodeAsync(["3 6"])).Value!.Embeddings[0].ToArray();

        vector.Should().Equal(1.5f, 0f); // (3, −3) → (3, −2.5, 1) → (1.5, −2.5) → ReLU
    }

    [Fact]
    public async Task A_dense_layer_may_add_its_input()
    {
        using var model = new TinyModel("Pooling", "Dense").Graph()
            .Write("2_Dense/config.json", """{ "in_features": 2, "out_features": 1, "bias": false, "activation_function": "torch.nn.modules.linear.Identity", "use_residual": true }""")
            .Tensors("2_Dense/model.safetensors", ("linear.weight", [1, 2], [1, 0]), ("residual.weight", [1, 2], [0, 10]));

        (await model.EncodeAsync(["3 6"])).Value!.Embeddings[0].ToArray().Should().Equal(-27f);
    }

    [Fact]
    public async Task Prompts_are_put_in_front_and_recorded()
    {
        using var model = new TinyModel("Pooling").Graph()
            .Write("config_sentence_transformers.json", """{ "prompts": { "query": "9 9 ", "document": "" } }""");

        var query = await model.EncodeAsync(["3 6"], PromptType.Query);
        var document = await model.EncodeAsync(["3 6"], PromptType.Document);

        query.Value!.Embeddings[0].ToArray().Should().Equal(5f, -5f); // (1 + 9 + 9 + 3 + 6 + 2) / 6
        query.Value.Statistics.Should().Match<EncodingStatistics>(statistics => statistics.PromptName == "query" && statistics.Prompt == "9 9 ");
        document.Value!.Embeddings[0].ToArray().Should().Equal(3f, -3f);
        document.Value.Statistics.Should().Match<EncodingStatistics>(statistics => statistics.PromptName == "document" && statistics.Prompt == null);
        query.Diagnostics.Should().BeEmpty();
        document.Diagnostics.Should().BeEmpty("an empty prompt is the model's own wish");
    }

    [Fact]
    public async Task Prompt_tokens_are_left_out_of_pooling_where_the_model_says_so()
    {
        using var model = new TinyModel("Pooling").Graph()
            .Write("1_Pooling/config.json", """{ "pooling_mode": "mean", "include_prompt": false }""")
            .Write("config_sentence_transformers.json", """{ "prompts": { "query": "9 9 " } }""");

        var encoded = await model.EncodeAsync(["4 6"], PromptType.Query);

        encoded.Value!.Embeddings[0].ToArray().Should().Equal(4f, -4f); // (4 + 6 + 2) / 3: the first token goes with the prompt
    }

    [Fact]
    public async Task Declared_prompts_that_do_not_apply_are_reported()
    {
        using var model = new TinyModel("Pooling").Graph()
            .Write("config_sentence_transformers.json", """{ "prompts": { "passage": "9 " } }""");
        using var encoder = model.Load(new EncoderOptions { Threads = 1, KnownTasks = new HashSet<string>() }) is { Succeeded: true } loaded
            ? loaded.Value
            : throw new InvalidOperationException();

        var outcome = await model.EncodeAsync(["3"], PromptType.Document);

        loaded.Diagnostics.Should().ContainSingle().Which.Should().Match<Diagnostic>(diagnostic =>
            diagnostic.Code == "MTEB3115" && diagnostic.Severity == Severity.Warning && diagnostic.Remedy.Contains("document"));
        outcome.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3116");
    }

    [Fact]
    public void Keys_that_mteb_looks_up_are_not_reported()
    {
        using var model = new TinyModel("Pooling").Graph().Write(
            "config_sentence_transformers.json",
            """{ "prompts": { "query": "a", "document": "b", "STS": "c", "Retrieval-query": "d", "SciFact": "e", "SciFact-document": "f", "SciFact-passage": "g" } }""");
        using var encoder = model.Load(new EncoderOptions { Threads = 1, KnownTasks = new HashSet<string> { "SciFact" } }) is { Succeeded: true } loaded
            ? loaded.Value
            : throw new InvalidOperationException();

        loaded.Diagnostics.Should().ContainSingle().Which.Message.Should().Contain("'SciFact-passage'");
    }

    [Fact]
    public async Task Texts_are_lowered_where_the_module_says_so()
    {
        using var model = new TinyModel("Pooling").Graph().Write("sentence_bert_config.json", """{ "do_lower_case": true }""");
        var seen = new List<string>();

        using var encoder = OnnxEncoder.Create(model.Open(), new Listening(seen), new EncoderOptions { Threads = 1 }).Value!;
        await encoder.EncodeAsync(new EncodeRequest(["ABC Ä"], "Own", "STS", "test", "default", null), null, CancellationToken.None);

        seen.Should().Contain("abc ä").And.NotContain("ABC Ä");
    }

    [Fact]
    public async Task More_texts_than_one_window_holds_come_back_in_order()
    {
        using var model = new TinyModel("Pooling").Graph();
        var random = new Random(3);
        var texts = Enumerable.Range(0, 40_000)
            .Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(1, 9)).Select(_ => random.Next(4, TinyModel.Rows))))
            .ToList();

        var encoded = (await model.EncodeAsync(texts, options: new EncoderOptions { Threads = 3 })).Value!;

        encoded.Statistics.DistinctTexts.Should().Be(texts.Distinct().Count());
        var wrong = texts.Where((text, index) =>
        {
            var ids = text.Split(' ').Select(int.Parse).ToList();
            return Math.Abs(encoded.Embeddings[index][0] - ((3f + ids.Sum()) / (ids.Count + 2))) > 1e-5;
        });
        wrong.Should().BeEmpty();
    }

    [Fact]
    public async Task Dynamic_quantisation_does_not_let_neighbours_change_a_vector()
    {
        // The scale of DynamicQuantizeLinear comes from the whole batch, so that every text must be a batch of its own.
        using var model = new TinyModel("Pooling").Write("model.onnx", new OnnxModelWriter()
            .Input("input_ids", OnnxType.Int64, "batch", "sequence")
            .Input("attention_mask", OnnxType.Int64, "batch", "sequence")
            .Initializer("table", [.. TinyModel.Table.Select(value => value / 7)], TinyModel.Rows, 2)
            .Output("last_hidden_state", OnnxType.Float, "batch", "sequence", 2)
            .Node("Gather", ["table", "input_ids"], ["wide"])
            .Node("DynamicQuantizeLinear", ["wide"], ["narrow", "scale", "zero"])
            .Node("DequantizeLinear", ["narrow", "scale", "zero"], ["last_hidden_state"])
            .ToBytes());

        var alone = (await model.EncodeAsync(["3 4"])).Value!;
        var together = (await model.EncodeAsync(["19 18", "3 4", "17 16"])).Value!;

        together.Embeddings[1].ToArray().Should().Equal(alone.Embeddings[0].ToArray());
    }

    private sealed class Listening(List<string> seen) : Mteb.Evaluation.Tokenization.ITokenizer
    {
        private readonly NumberTokenizer _inner = new();

        public int VocabularySize => _inner.VocabularySize;

        public int PadTokenId => _inner.PadTokenId;

        public int SpecialTokenCount => _inner.SpecialTokenCount;

        public bool Encode(ReadOnlySpan<char> text, int maxLength, List<int> ids)
        {
            seen.Add(text.ToString());
            return _inner.Encode(text, maxLength, ids);
        }
    }
}
