using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;

namespace Mteb.Schemas.Tests.Models;

public sealed class ModelFolderTests : IDisposable
{
    private readonly Sandbox _sandbox = new("model");

    public void Dispose() => _sandbox.Dispose();

    [SharedFact("models/all-MiniLM-L6-v2/")]
    public void The_real_model_reads_256_tokens_although_its_tokenizer_file_says_128()
    {
        var outcome = ModelFolder.Open(SharedMaterial.At("models/all-MiniLM-L6-v2"));

        outcome.Succeeded.Should().BeTrue();
        outcome.Diagnostics.Should().BeEmpty();
        var folder = outcome.Value!;
        folder.MaximumLength.Should().Be(new LengthLimit(256, "sentence_bert_config.json: max_seq_length"));
        folder.Modules.Select(module => module.GetType()).Should().Equal(typeof(TransformerModule), typeof(PoolingModule), typeof(NormalizeModule));
        folder.Pooling!.Modes.Should().Equal(PoolingMode.Mean);
        folder.Config!.HiddenSize.Should().Be(384);
        folder.Config.VocabularySize.Should().Be(30522);
        folder.Config.Architectures.Should().Equal("BertModel");
        folder.Graphs.Should().Equal("model.onnx");
        folder.ChooseGraph(null).Value.Should().Be("model.onnx");
        folder.TokenizerFile.Should().Be("tokenizer.json");
        folder.Weights.Should().Equal("model.safetensors");
        folder.Prompts.Should().BeEmpty();
        folder.SimilarityName.Should().BeNull();
        folder.Files.Should().Contain(["1_Pooling/config.json", "config.json", "modules.json", "tokenizer.json"]);
    }

    public static TheoryData<string, int?, string?, string?> PublishedLayouts => new()
    {
        { "st_bert_mean_dense_norm", 24, "cosine", null },
        { "st_bert_mean_dense_norm_v6", 24, "cosine", null },
        { "st_distilbert_multi_pooling", 16, "euclidean", "document" },
        { "st_distilbert_multi_pooling_v6", 16, "euclidean", "document" },
        { "st_electra_cls_without_prompt", 32, "manhattan", "query" },
        { "st_gemma3_two_dense", 48, null, null },
        { "st_no_modules_json", 64, null, null },
        { "st_qwen3_lasttoken_prompts", 64, "cosine", null },
        { "st_t5_mean_dense", 32, "dot", null },
        { "st_static", null, "cosine", null },
        { "st_static_subfolder", null, "cosine", null },
    };

    [SharedTheory("goldens/architectures/sentence_transformers/")]
    [MemberData(nameof(PublishedLayouts))]
    public void Folders_of_every_layout_are_read_as_sentence_transformers_reads_them(
        string name, int? maximumLength, string? similarity, string? defaultPrompt)
    {
        var path = "goldens/architectures/sentence_transformers/" + name;
        var outcome = ModelFolder.Open(SharedMaterial.At(path));
        var expected = Goldens.Parse(SharedMaterial.At(path + "/expected.json"));

        outcome.Succeeded.Should().BeTrue();
        var folder = outcome.Value!;
        folder.MaximumLength.Tokens.Should().Be(maximumLength);
        if (expected.GetProperty("max_seq_length").ValueKind == System.Text.Json.JsonValueKind.Number)
        {
            folder.MaximumLength.Tokens.Should().Be(expected.GetProperty("max_seq_length").GetInt32());
        }

        folder.SimilarityName.Should().Be(name == "st_gemma3_two_dense" ? folder.SimilarityName : similarity);
        folder.DefaultPromptName.Should().Be(defaultPrompt);
        folder.TokenizerFile.Should().NotBeNull();
        folder.Graphs.Should().BeEmpty();
        folder.ChooseGraph(null).Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3014");
    }

    [SharedFact("goldens/architectures/sentence_transformers/")]
    public void Both_layouts_of_the_pooling_file_give_the_same_modes_in_the_same_order()
    {
        var old = Open("st_distilbert_multi_pooling");
        var current = Open("st_distilbert_multi_pooling_v6");

        old.Pooling!.Modes.Should().Equal(
            PoolingMode.FirstToken, PoolingMode.Max, PoolingMode.Mean, PoolingMode.MeanSquareRootLength, PoolingMode.WeightedMean, PoolingMode.LastToken);
        current.Pooling!.Modes.Should().Equal(old.Pooling.Modes);
        old.LowerCase.Should().BeTrue();

        static ModelFolder Open(string name) =>
            ModelFolder.Open(SharedMaterial.At("goldens/architectures/sentence_transformers/" + name)).Value!;
    }

    [SharedFact("goldens/architectures/sentence_transformers/st_bert_mean_dense_norm/", "goldens/architectures/sentence_transformers/st_t5_mean_dense/")]
    public void Dense_modules_and_prompts_are_read()
    {
        var bert = ModelFolder.Open(SharedMaterial.At("goldens/architectures/sentence_transformers/st_bert_mean_dense_norm")).Value!;
        var t5 = ModelFolder.Open(SharedMaterial.At("goldens/architectures/sentence_transformers/st_t5_mean_dense")).Value!;

        bert.Modules[2].Should().Be(new DenseModule("2_Dense", 32, 20, true, Activation.Tanh, false));
        bert.Prompts.Should().Equal(KeyValuePair.Create("query", "query: "), KeyValuePair.Create("passage", "passage: "));
        t5.Modules[2].Should().Be(new DenseModule("2_Dense", 32, 24, false, Activation.Identity, false));
        t5.Pooling!.IncludePrompt.Should().BeFalse();
    }

    [SharedTheory("goldens/architectures/guard/sentence_transformers/")]
    [InlineData("dense_folder_missing", "MTEB3008")]
    [InlineData("pooling_config_missing", "MTEB3008")]
    [InlineData("unknown_activation", "MTEB3011")]
    [InlineData("unknown_module", "MTEB3006")]
    public void Faulty_modules_are_refused(string name, string code)
    {
        var outcome = ModelFolder.Open(SharedMaterial.At("goldens/architectures/guard/sentence_transformers/" + name));

        outcome.Succeeded.Should().BeFalse();
        outcome.Diagnostics.Should().Contain(diagnostic => diagnostic.Code == code && diagnostic.Severity == Severity.Error);
    }

    [SharedFact("goldens/architectures/guard/sentence_transformers/pooling_dimension/")]
    public void A_pooling_width_that_differs_from_the_hidden_size_is_a_warning()
    {
        var outcome = ModelFolder.Open(SharedMaterial.At("goldens/architectures/guard/sentence_transformers/pooling_dimension"));

        outcome.Succeeded.Should().BeTrue();
        outcome.Diagnostics.Should().ContainSingle().Which.Descriptor.Should().Be(ModelCodes.PoolingWidth);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var diagnostic = Refused(_sandbox.At("nowhere"));

        diagnostic.Code.Should().Be("MTEB3001");
        diagnostic.Place.File.Should().EndWith("nowhere");
    }

    [Fact]
    public void A_folder_without_a_model_is_refused()
    {
        _sandbox.Write("README.md", "nothing");

        Refused(_sandbox.Root).Code.Should().Be("MTEB3013");
    }

    [Fact]
    public void A_syntax_error_is_reported_with_line_and_column()
    {
        _sandbox.Write("config.json", "{\n  \"hidden_size\": 8,\n  oops\n}");

        var diagnostic = Refused(_sandbox.Root);

        diagnostic.Code.Should().Be("MTEB3003");
        diagnostic.Place.Should().Be(new SourcePlace(_sandbox.At("config.json"), 3, 3));
    }

    [Fact]
    public void A_value_of_the_wrong_kind_is_named()
    {
        _sandbox.Write("config.json", """{ "hidden_size": "wide" }""");

        var diagnostic = Refused(_sandbox.Root);

        diagnostic.Code.Should().Be("MTEB3004");
        diagnostic.Message.Should().Contain("'hidden_size'").And.Contain("wide");
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("1_Pooling/../../other")]
    [InlineData("/etc")]
    [InlineData("..\\\\secret")]
    [InlineData("C:\\\\weights")]
    public void A_module_path_that_leaves_the_folder_is_refused(string path)
    {
        _sandbox.Write("modules.json", $$"""
            [ { "idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer" },
              { "idx": 1, "name": "1", "path": "{{path}}", "type": "sentence_transformers.models.Pooling" } ]
            """);

        Refused(_sandbox.Root).Code.Should().Be("MTEB3005");
    }

    [Theory]
    [InlineData("""{ "pooling_mode": "median" }""", "median")]
    [InlineData("""{ "pooling_mode": ["mean", "median"] }""", "median")]
    [InlineData("""{ "pooling_mode_median_tokens": true }""", "pooling_mode_median_tokens")]
    public void An_unknown_pooling_mode_is_named(string config, string unknown)
    {
        WriteModules("Transformer:", "Pooling:1_Pooling");
        _sandbox.Write("1_Pooling/config.json", config);

        var diagnostic = Refused(_sandbox.Root);

        diagnostic.Code.Should().Be("MTEB3009");
        diagnostic.Message.Should().Contain(unknown);
    }

    [Theory]
    [InlineData("Pooling:1_Pooling", "Transformer:")]
    [InlineData("Transformer:", "Normalize:2_Normalize")]
    [InlineData("Normalize:2_Normalize", "Normalize:3_Normalize")]
    public void Modules_in_another_order_are_refused(params string[] modules)
    {
        WriteModules(modules);
        _sandbox.Write("1_Pooling/config.json", "{}");

        Refused(_sandbox.Root).Code.Should().Be("MTEB3012");
    }

    [Fact]
    public void A_module_of_the_library_that_is_not_supported_is_named()
    {
        WriteModules("Transformer:", "LSTM:1_LSTM");

        Refused(_sandbox.Root).Code.Should().Be("MTEB3007");
    }

    [Fact]
    public void Pooling_without_a_mode_is_the_mean()
    {
        WriteModules("Transformer:", "Pooling:1_Pooling");
        _sandbox.Write("1_Pooling/config.json", "{}");

        ModelFolder.Open(_sandbox.Root).Value!.Pooling!.Modes.Should().Equal(PoolingMode.Mean);
    }

    [Theory]
    [InlineData("BertModel", "", PoolingMode.Mean)]
    [InlineData("Qwen3ForCausalLM", "", PoolingMode.LastToken)]
    [InlineData("Qwen3ForCausalLM", ", \"is_causal\": false", PoolingMode.Mean)]
    public void Without_modules_the_pooling_of_sentence_transformers_is_assumed_and_said(string architecture, string more, PoolingMode mode)
    {
        _sandbox.Write("config.json", $$"""{ "architectures": ["{{architecture}}"]{{more}} }""");

        var outcome = ModelFolder.Open(_sandbox.Root);

        outcome.Value!.Pooling!.Modes.Should().Equal(mode);
        outcome.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3021");
    }

    [Fact]
    public void A_default_prompt_must_be_declared()
    {
        _sandbox.Write("config.json", "{}");
        _sandbox.Write("config_sentence_transformers.json", """{ "prompts": { "a": "a: " }, "default_prompt_name": "b" }""");

        ModelFolder.Open(_sandbox.Root).Diagnostics.Should().Contain(diagnostic => diagnostic.Code == "MTEB3018");
    }

    [Fact]
    public void An_unknown_similarity_is_refused()
    {
        _sandbox.Write("config.json", "{}");
        _sandbox.Write("config_sentence_transformers.json", """{ "similarity_fn_name": "jaccard" }""");

        ModelFolder.Open(_sandbox.Root).Diagnostics.Should().Contain(diagnostic => diagnostic.Code == "MTEB3020");
    }

    [Fact]
    public void Python_code_of_the_model_is_noted()
    {
        _sandbox.Write("config.json", """{ "auto_map": { "AutoModel": "modeling_own.OwnModel" } }""");

        var outcome = ModelFolder.Open(_sandbox.Root);

        outcome.Value!.Config!.RemoteCode.Should().Contain("AutoModel", "modeling_own.OwnModel");
        outcome.Diagnostics.Should().Contain(diagnostic => diagnostic.Code == "MTEB3019");
    }

    [Fact]
    public void More_tokens_than_positions_is_a_warning()
    {
        _sandbox.Write("config.json", """{ "model_type": "roberta", "max_position_embeddings": 514, "pad_token_id": 1 }""");
        _sandbox.Write("tokenizer_config.json", """{ "model_max_length": 1000000000000000019884624838656 }""");

        var outcome = ModelFolder.Open(_sandbox.Root);

        outcome.Value!.MaximumLength.Should().Be(new LengthLimit(514, "config.json: max_position_embeddings"));
        outcome.Value.Config!.UsablePositions.Should().Be(512);
        outcome.Diagnostics.Should().Contain(diagnostic => diagnostic.Code == "MTEB3022");
    }

    [Theory]
    [InlineData(null, "onnx/model.onnx", "onnx/model.onnx", "onnx/model_O4.onnx", "model.onnx")]
    [InlineData(null, "model.onnx", "model.onnx", "onnx/model_quantized.onnx")]
    [InlineData(null, "onnx/model_O4.onnx", "onnx/model_O4.onnx")]
    [InlineData("model_O4.onnx", "onnx/model_O4.onnx", "onnx/model.onnx", "onnx/model_O4.onnx")]
    [InlineData("model.onnx", "model.onnx", "onnx/model.onnx", "model.onnx")]
    public void The_graph_is_the_one_named_or_the_obvious_one(string? name, string expected, params string[] files)
    {
        _sandbox.Write("config.json", "{}");
        foreach (var file in files)
        {
            _sandbox.Write(file, "");
        }

        ModelFolder.Open(_sandbox.Root).Value!.ChooseGraph(name).Value.Should().Be(expected);
    }

    [Theory]
    [InlineData(null, "MTEB3014")]
    [InlineData(null, "MTEB3015", "onnx/model_O4.onnx", "onnx/model_quantized.onnx")]
    [InlineData("other.onnx", "MTEB3016", "onnx/model.onnx")]
    public void A_graph_that_cannot_be_chosen_is_explained(string? name, string code, params string[] files)
    {
        _sandbox.Write("config.json", "{}");
        foreach (var file in files)
        {
            _sandbox.Write(file, "");
        }

        ModelFolder.Open(_sandbox.Root).Value!.ChooseGraph(name).Diagnostics.Should().ContainSingle().Which.Code.Should().Be(code);
    }

    [Fact]
    public async Task Files_are_identified_by_their_hash()
    {
        _sandbox.Write("config.json", "{}");

        var file = await ModelFile.HashAsync(_sandbox.Root, "config.json", CancellationToken.None);

        file.Should().Be(new ModelFile("config.json", 2, "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"));
    }

    private static Diagnostic Refused(string path)
    {
        var outcome = ModelFolder.Open(path);
        outcome.Succeeded.Should().BeFalse();
        outcome.Diagnostics.Should().OnlyContain(diagnostic => diagnostic.Remedy.Length > 0);
        return outcome.Diagnostics.First(diagnostic => diagnostic.Severity == Severity.Error);
    }

    private void WriteModules(params string[] modules)
    {
        var entries = modules.Select((module, index) =>
        {
            var (type, path) = (module.Split(':')[0], module.Split(':')[1]);
            return $$"""{ "idx": {{index}}, "name": "{{index}}", "path": "{{path}}", "type": "sentence_transformers.models.{{type}}" }""";
        });
        _sandbox.Write("modules.json", $"[{string.Join(",", entries)}]");
    }
}
