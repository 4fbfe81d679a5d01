using Mteb.Evaluation.Encoding;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Models;
using Mteb.Testing.Onnx;

namespace Mteb.Evaluation.Tests.Encoding;

/// <summary>Faults of a model are diagnostics with a code, never exceptions.</summary>
public sealed class BadModelTests
{
    [Fact]
    public void A_model_without_onnx_file_or_known_weights_says_what_is_needed()
    {
        using var model = new TinyModel("Pooling").Tensors("weights.safetensors", ("a", [1], [1]));

        var diagnostic = Refused(model);

        diagnostic.Code.Should().Be("MTEB3014");
        diagnostic.Message.Should().Contain("weights.safetensors");
        diagnostic.Remedy.Should().Contain("onnx");
    }

    [Theory]
    [InlineData("")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 133\n")]
    [InlineData("not a graph at all")]
    public void A_file_that_is_no_graph_is_damaged(string content)
    {
        using var model = new TinyModel("Pooling").Write("onnx/model.onnx", content);

        var diagnostic = Refused(model);

        diagnostic.Code.Should().Be("MTEB3101");
        diagnostic.Place.File.Should().EndWith("model.onnx");
    }

    [Fact]
    public void A_graph_cut_off_anywhere_is_damaged()
    {
        var whole = TinyModel.GraphOf("last_hidden_state", OnnxType.Int64, null, ["input_ids"]);
        foreach (var length in (int[])[1, 10, whole.Length / 2, whole.Length - 30])
        {
            using var model = new TinyModel("Pooling").Write("onnx/model.onnx", whole[..length]);

            Refused(model).Code.Should().Be("MTEB3101");
        }
    }

    [Fact]
    public void A_graph_that_onnx_runtime_refuses_is_damaged()
    {
        using var model = new TinyModel("Pooling").Write("model.onnx", new OnnxModelWriter()
            .Input("input_ids", OnnxType.Int64, "batch", "sequence")
            .Output("last_hidden_state", OnnxType.Float, "batch", "sequence", 2)
            .Node("NoSuchOperator", ["input_ids"], ["last_hidden_state"])
            .ToBytes());

        var diagnostic = Refused(model);

        diagnostic.Code.Should().Be("MTEB3101");
        diagnostic.Message.Should().Contain("NoSuchOperator").And.NotContain("\n");
    }

    [Fact]
    public void Missing_external_data_are_named()
    {
        using var model = External("model.onnx_data");

        var diagnostic = Refused(model);

        diagnostic.Code.Should().Be("MTEB3102");
        diagnostic.Place.File.Should().EndWith("model.onnx_data");
    }

    [Theory]
    [InlineData("../weights.bin")]
    [InlineData("/etc/passwd")]
    public void External_data_outside_the_folder_are_refused(string location)
    {
        using var model = External(location);

        Refused(model).Code.Should().Be("MTEB3005");
    }

    [Fact]
    public async Task External_data_may_lie_in_a_safetensors_file()
    {
        using var model = External("model.safetensors").Tensors("model.safetensors", ("table", [TinyModel.Rows, 2], TinyModel.Table));
        var start = new FileInfo(model.At("model.safetensors")).Length - (4 * TinyModel.Table.Length);
        model.Write("model.onnx", ExternalGraph("model.safetensors", start));

        (await model.EncodeAsync(["3 6"])).Value!.Embeddings[0].ToArray().Should().Equal(3f, -3f);
    }

    [Fact]
    public void An_input_without_rule_is_named()
    {
        using var model = new TinyModel("Pooling").Graph(inputs: ["input_ids", "past_key_values.0.key"]);

        var diagnostic = Refused(model);

        diagnostic.Code.Should().Be("MTEB3103");
        diagnostic.Message.Should().Contain("past_key_values.0.key");
    }

    [Fact]
    public void A_graph_without_token_ids_is_refused()
    {
        using var model = new TinyModel("Pooling").Write("model.onnx", new OnnxModelWriter()
            .Input("attention_mask", OnnxType.Int64, "batch", "sequence")
            .Output("last_hidden_state", OnnxType.Float, "batch", "sequence")
            .Node("Cast", ["attention_mask"], ["last_hidden_state"], OnnxAttribute.Int("to", 1))
            .ToBytes());

        Refused(model).Code.Should().Be("MTEB3103");
    }

    [Theory]
    [InlineData("logits", "Pooling")]
    [InlineData("last_hidden_state", "")]
    public void Outputs_from_which_no_vector_can_be_made_are_refused(string output, string module)
    {
        using var model = new TinyModel(module.Length > 0 ? [module] : []).Graph(output);
        if (module.Length == 0)
        {
            model.Write("modules.json", """[{ "idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer" }]""");
        }

        Refused(model).Code.Should().Be("MTEB3104");
    }

    [Fact]
    public void A_tokenizer_with_more_ids_than_the_graph_has_vectors_is_refused_before_anything_runs()
    {
        using var model = new TinyModel("Pooling").Graph();

        var outcome = model.Load(tokenizer: new NumberTokenizer(TinyModel.Rows + 1));

        var diagnostic = outcome.Diagnostics.Should().ContainSingle().Subject;
        diagnostic.Code.Should().Be("MTEB3105");
        diagnostic.Message.Should().Contain("20").And.Contain("onnx/model.onnx");
    }

    [Fact]
    public void Rows_are_found_behind_casts_and_quantisation()
    {
        using var model = new TinyModel("Pooling").Write("model.onnx", new OnnxModelWriter()
            .Input("input_ids", OnnxType.Int64, "batch", "sequence")
            .Initializer("table", OnnxType.UInt8, new byte[40], 20, 2)
            .Initializer("scale", [0.5f])
            .Output("last_hidden_state", OnnxType.Float, "batch", "sequence", 2)
            .Node("Cast", ["input_ids"], ["short"], OnnxAttribute.Int("to", (int)OnnxType.Int32))
            .Node("Gather", ["table", "short"], ["rows"])
            .Node("DequantizeLinear", ["rows", "scale"], ["last_hidden_state"])
            .ToBytes());

        GraphFactsReader.Read(model.At("model.onnx")).Value!.VocabularyRows.Should().Be(20);
    }

    [SharedFact("models/all-MiniLM-L6-v2/model.onnx")]
    public void The_real_graph_names_its_weights_and_its_vocabulary()
    {
        var facts = GraphFactsReader.Read(SharedMaterial.At("models/all-MiniLM-L6-v2/model.onnx")).Value!;

        facts.ExternalFiles.Should().Equal("model.safetensors");
        facts.VocabularyRows.Should().Be(30522);
        facts.LooksAcrossBatch.Should().BeFalse();
    }

    [Fact]
    public async Task A_vector_that_is_not_finite_names_its_text()
    {
        var table = TinyModel.Table;
        table[2 * 7] = float.NaN;
        using var model = new TinyModel("Pooling").Graph(table: table);

        var outcome = await model.EncodeAsync(["3 6", "4 7"]);

        outcome.Succeeded.Should().BeFalse();
        outcome.Diagnostics.Should().ContainSingle().Which.Should().Match<Diagnostic>(diagnostic =>
            diagnostic.Code == "MTEB3108" && diagnostic.Message.Contains("text 1") && diagnostic.Message.Contains("4 7"));
    }

    [Fact]
    public async Task A_failure_while_running_is_a_diagnostic()
    {
        // The tokenizer promises ids below 20 and gives 25.
        using var model = new TinyModel("Pooling").Graph();

        var outcome = await model.EncodeAsync(["25"]);

        outcome.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3109");
    }

    [Fact]
    public async Task A_missing_text_is_a_diagnostic()
    {
        using var model = new TinyModel("Pooling").Graph();

        var outcome = await model.EncodeAsync(["3", null!]);

        outcome.Diagnostics.Should().ContainSingle().Which.Should().Match<Diagnostic>(diagnostic =>
            diagnostic.Code == "MTEB3119" && diagnostic.Message.Contains('1'));
    }

    [Theory]
    [InlineData(0, null, null, null)]
    [InlineData(1, 0, null, null)]
    [InlineData(1, null, 0, null)]
    [InlineData(1, null, null, 2)]
    public void Settings_out_of_range_are_refused(int threads, int? budget, int? batchSize, int? maximumLength)
    {
        using var model = new TinyModel("Pooling").Graph();

        var outcome = model.Load(new EncoderOptions { Threads = threads, TokenBudget = budget, BatchSize = batchSize, MaximumLength = maximumLength });

        outcome.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3114");
    }

    [Fact]
    public void A_dense_layer_of_another_width_is_refused()
    {
        using var model = new TinyModel("Pooling", "Dense").Graph().Write("2_Dense/config.json", """{ "in_features": 3, "out_features": 3 }""");

        Refused(model).Code.Should().Be("MTEB3113");
    }

    [Fact]
    public void Pickled_weights_are_not_read()
    {
        using var model = new TinyModel("Pooling", "Dense").Graph()
            .Write("2_Dense/config.json", """{ "in_features": 2, "out_features": 2 }""")
            .Write("2_Dense/pytorch_model.bin", "");

        var diagnostic = Refused(model);

        diagnostic.Code.Should().Be("MTEB3110");
        diagnostic.Message.Should().Contain("pytorch_model.bin");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0008\0\0\0\0\0\0\0{\"a\":1}")]
    [InlineData("\u0002\0\0\0\0\0\0\0[]")]
    [InlineData("\u007f\0\0\0\0\0\0\0{}")]
    public void Damaged_weights_are_refused(string content)
    {
        using var model = new TinyModel("Pooling", "Dense").Graph()
            .Write("2_Dense/config.json", """{ "in_features": 2, "out_features": 2 }""")
            .Write("2_Dense/model.safetensors", content);

        Refused(model).Code.Should().Be("MTEB3111");
    }

    [SharedTheory("goldens/architectures/guard/sentence_transformers/")]
    [InlineData("dense_weights_missing", "MTEB3110")]
    [InlineData("dense_bias_missing", "MTEB3110")]
    [InlineData("dense_wrong_shape", "MTEB3112")]
    public void Faulty_dense_modules_are_refused(string name, string code)
    {
        var folder = ModelFolder.Open(SharedMaterial.At("goldens/architectures/guard/sentence_transformers/" + name)).Value!;

        var read = DenseReader.Read(folder, folder.Modules.OfType<DenseModule>().Single());

        read.Succeeded.Should().BeFalse();
        read.Diagnostics.Should().OnlyContain(diagnostic => diagnostic.Code == code);
    }

    [SharedTheory("goldens/architectures/sentence_transformers/")]
    [InlineData("st_bert_mean_dense_norm")]
    [InlineData("st_gemma3_two_dense")]
    [InlineData("st_t5_mean_dense")]
    public void Dense_weights_of_published_layouts_are_read(string name)
    {
        var folder = ModelFolder.Open(SharedMaterial.At("goldens/architectures/sentence_transformers/" + name)).Value!;

        folder.Modules.OfType<DenseModule>().Should().NotBeEmpty().And.AllSatisfy(module =>
            DenseReader.Read(folder, module).Succeeded.Should().BeTrue());
    }

    private static Diagnostic Refused(TinyModel model)
    {
        var outcome = model.Load();
        outcome.Succeeded.Should().BeFalse();
        outcome.Diagnostics.Should().OnlyContain(diagnostic => diagnostic.Severity == Severity.Error && diagnostic.Remedy.Length > 0);
        return outcome.Diagnostics[0];
    }

    private static TinyModel External(string location) => new TinyModel("Pooling").Write("model.onnx", ExternalGraph(location, 0));

    private static byte[] ExternalGraph(string location, long offset) => new OnnxModelWriter()
        .Input("input_ids", OnnxType.Int64, "batch", "sequence")
        .ExternalInitializer("table", OnnxType.Float, location, offset, 4 * TinyModel.Table.Length, TinyModel.Rows, 2)
        .Output("last_hidden_state", OnnxType.Float, "batch", "sequence", 2)
        .Node("Gather", ["table", "input_ids"], ["last_hidden_state"])
        .ToBytes();
}
