using Mteb.Evaluation.Weights.Graphs.Blocks;

namespace Mteb.Evaluation.Weights.Graphs.Families;

/// <summary>GTE's own encoder (arXiv:2407.19669), <c>new</c> in its original configuration: rotary positions, gated feed-forward layers, norms behind each part.</summary>
internal sealed class GteFamily : IArchitecture
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Prefixes { get; } = ["new.", "model."];

    /// <inheritdoc/>
    public IReadOnlyList<string> Roots { get; } = ["embeddings.", "encoder."];

    /// <inheritdoc/>
    public HiddenStates Build(GraphBuilder graph, ArchitectureConfig config, WeightNames names)
    {
        config.Expect("position_embedding_type", "rope");
        config.Expect("layer_norm_type", "layer_norm");
        config.Expect("logn_attention_scale", "false");
        var width = config.Size("hidden_size");
        var shape = HeadShape.Of(width, config.Heads(width, "num_attention_heads"));
        var vocabulary = config.Size("vocab_size");
        var epsilon = config.Number("layer_norm_eps", 1e-12);
        var inputs = GraphInputs.Declare(graph);
        var x = graph.Lookup(inputs.Ids, "embeddings.word_embeddings", vocabulary, width);
        var types = config.Size("type_vocab_size", 0);
        x = types == 0 ? x : graph.Add(x, graph.TokenTypes("embeddings.token_type_embeddings", types, width));
        x = graph.LayerNorm(x, "embeddings.LayerNorm", width, epsilon);
        var mask = graph.Mask(inputs, Sight.Everything);
        var settings = RotaryReader.Read(config, "full_attention", ["rope_theta"], 10000);
        var tables = graph.RotaryTables(inputs.Ids, settings, shape.HeadWidth);
        for (var layer = 0; layer < config.Layers("num_hidden_layers"); layer++)
        {
            var name = $"encoder.layer.{layer}";
            var parts = config.Switch("pack_qkv", true)
                ? graph.Split(graph.Linear(x, name + ".attention.qkv_proj", width, 3 * width), 3, width)
                : [.. "qkv".Select(part => graph.Linear(x, $"{name}.attention.{part}_proj", width, width))];
            var attended = graph.Attend(graph.Rotate(parts[0], tables), graph.Rotate(parts[1], tables), parts[2], shape, mask);
            x = graph.AddNorm(graph.Linear(attended, name + ".attention.o_proj", width, width), x, name + ".attn_ln", width, epsilon);
            x = graph.AddNorm(Feed(graph, config, x, name + ".mlp", width), x, name + ".mlp_ln", width, epsilon);
        }

        return new HiddenStates(x, width, vocabulary);
    }

    private static Value Feed(GraphBuilder graph, ArchitectureConfig config, Value x, string name, int width)
    {
        var inner = config.Size("intermediate_size");
        var halves = graph.Split(graph.Linear(x, name + ".up_gate_proj", width, 2 * inner, bias: false), 2, inner);
        var gate = graph.Activate(halves[1], config.Activation("hidden_act", "gelu"));
        return graph.Linear(graph.Multiply(gate, halves[0]), name + ".down_proj", inner, width);
    }
}
