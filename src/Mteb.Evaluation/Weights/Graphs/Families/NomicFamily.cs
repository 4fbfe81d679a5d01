using Mteb.Evaluation.Weights.Graphs.Blocks;

namespace Mteb.Evaluation.Weights.Graphs.Families;

/// <summary>NomicBERT (arXiv:2402.01613): BERT with rotary positions, gated feed-forward layers and queries, keys and values in one matrix.</summary>
internal sealed class NomicFamily : IArchitecture
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Prefixes { get; } = ["bert.", "model."];

    /// <inheritdoc/>
    public IReadOnlyList<string> Roots { get; } = ["embeddings.", "emb_ln.", "encoder."];

    /// <inheritdoc/>
    public HiddenStates Build(GraphBuilder graph, ArchitectureConfig config, WeightNames names)
    {
        config.Expect("prenorm", "false");
        config.Expect("parallel_block", "false");
        config.Expect("use_rms_norm", "false");
        config.Expect("rotary_emb_fraction", "1.0");
        config.Expect("rotary_emb_interleaved", "false");
        config.Expect("causal", "false");
        var width = config.Size("n_embd", "hidden_size");
        var shape = HeadShape.Of(width, config.Heads(width, "n_head", "num_attention_heads"));
        var inner = config.Size("n_inner", "intermediate_size");
        var (activation, gated) = Activation(config);
        var epsilon = config.Has("layer_norm_epsilon") ? config.Number("layer_norm_epsilon", 1e-12) : config.Number("layer_norm_eps", 1e-12);
        var multiple = Math.Max(config.Size("pad_vocab_size_multiple", 1), 1);
        var vocabulary = (config.Size("vocab_size") + multiple - 1) / multiple * multiple;
        var inputs = GraphInputs.Declare(graph);
        var x = graph.Lookup(inputs.Ids, "embeddings.word_embeddings", vocabulary, width);
        var types = config.Size("type_vocab_size", 2);
        x = types == 0 ? x : graph.Add(x, graph.TokenTypes("embeddings.token_type_embeddings", types, width));
        x = graph.LayerNorm(x, "emb_ln", width, epsilon);
        var mask = graph.Mask(inputs, Sight.Everything);
        var tables = graph.RotaryTables(inputs.Ids, Rotary(config), shape.HeadWidth);
        for (var layer = 0; layer < config.Layers("n_layer", "num_hidden_layers"); layer++)
        {
            var name = $"encoder.layers.{layer}";
            var biased = config.Switch("qkv_proj_bias", false);
            var parts = graph.Split(graph.Linear(x, name + ".attn.Wqkv", width, 3 * width, biased), 3, width);
            var attended = graph.Attend(graph.Rotate(parts[0], tables), graph.Rotate(parts[1], tables), parts[2], shape, mask);
            x = graph.AddNorm(graph.Linear(attended, name + ".attn.out_proj", width, width, biased), x, name + ".norm1", width, epsilon);
            var fed = Feed(graph, config, x, name + ".mlp", width, inner, activation, gated);
            x = graph.AddNorm(fed, x, name + ".norm2", width, epsilon);
        }

        return new HiddenStates(x, width, vocabulary);
    }

    private static Value Feed(
        GraphBuilder graph, ArchitectureConfig config, Value x, string name, int width, int inner, ActivationFunction activation, bool gated)
    {
        var bias = config.Switch("mlp_fc1_bias", false);
        if (!gated)
        {
            var plain = graph.Activate(graph.Linear(x, name + ".fc1", width, inner, bias), activation);
            return graph.Linear(plain, name + ".fc2", inner, width, config.Switch("mlp_fc2_bias", false));
        }

        var gate = graph.Activate(graph.Linear(x, name + ".fc12", width, inner, bias), activation);
        return graph.Linear(
            graph.Multiply(graph.Linear(x, name + ".fc11", width, inner, bias), gate), name + ".fc2", inner, width, config.Switch("mlp_fc2_bias", false));
    }

    // The original names the gated form as a whole; transformers 5 knows only that form, and names the function inside.
    private static (ActivationFunction Function, bool Gated) Activation(ArchitectureConfig config) => config.Text("activation_function", null) switch
    {
        null => (config.Activation("hidden_act", "silu"), true),
        "swiglu" => (ActivationFunction.Silu, true),
        "geglu" => (ActivationFunction.Gelu, true),
        _ => (config.Activation("activation_function", "gelu"), false),
    };

    private static RotarySettings Rotary(ArchitectureConfig config)
    {
        if (!config.Has("rotary_emb_base"))
        {
            return RotaryReader.Read(config, "full_attention", ["rope_theta"], 1000);
        }

        config.Expect("rotary_emb_scale_base", "null");
        var theta = config.Number("rotary_emb_base", 10000);
        return config.Number("rotary_scaling_factor") is { } factor
            ? new RotarySettings
            {
                Theta = theta,
                Scaling = RotaryScaling.DynamicNtk,
                Factor = factor,
                OriginalPositions = config.Size("max_trained_positions", 2048),
            }
            : new RotarySettings { Theta = theta };
    }
}
