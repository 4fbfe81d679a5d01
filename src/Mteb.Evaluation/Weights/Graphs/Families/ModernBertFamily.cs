using Mteb.Evaluation.Weights.Graphs.Blocks;

namespace Mteb.Evaluation.Weights.Graphs.Families;

/// <summary>ModernBERT (arXiv:2412.13663): norms before each part, rotary positions, most layers see only what is near.</summary>
internal sealed class ModernBertFamily : IArchitecture
{
    private const string Windowed = "sliding_attention";
    private const string Full = "full_attention";

    /// <inheritdoc/>
    public IReadOnlyList<string> Prefixes { get; } = ["model."];

    /// <inheritdoc/>
    public IReadOnlyList<string> Roots { get; } = ["embeddings.", "layers.", "final_norm."];

    /// <inheritdoc/>
    public HiddenStates Build(GraphBuilder graph, ArchitectureConfig config, WeightNames names)
    {
        var width = config.Size("hidden_size");
        var vocabulary = config.Size("vocab_size");
        var inputs = GraphInputs.Declare(graph);
        var x = Norm(graph, config, graph.Lookup(inputs.Ids, "embeddings.tok_embeddings", vocabulary, width), "embeddings.norm", width);
        var shape = HeadShape.Of(width, config.Heads(width, "num_attention_heads"));
        var types = LayerTypes(config);
        var kinds = types.Distinct().ToDictionary(type => type, type => (
            Mask: graph.Mask(inputs, new Sight(Causal: false, type == Windowed ? config.Size("local_attention", 128) / 2 + 1 : null)),
            Tables: graph.RotaryTables(inputs.Ids, Rotary(config, type), shape.HeadWidth)));
        for (var layer = 0; layer < types.Count; layer++)
        {
            var name = $"layers.{layer}";
            var (mask, tables) = kinds[types[layer]];

            // The first layer's input was normed behind the embeddings.
            var normed = layer == 0 ? x : Norm(graph, config, x, name + ".attn_norm", width);
            var bias = config.Switch("attention_bias", false);
            var parts = graph.Split(graph.Linear(normed, name + ".attn.Wqkv", width, 3 * width, bias), 3, width);
            var attended = graph.Attend(graph.Rotate(parts[0], tables), graph.Rotate(parts[1], tables), parts[2], shape, mask);
            x = graph.Add(x, graph.Linear(attended, name + ".attn.Wo", width, width, bias));
            x = graph.Add(x, Feed(graph, config, Norm(graph, config, x, name + ".mlp_norm", width), name + ".mlp", width));
        }

        return new HiddenStates(Norm(graph, config, x, "final_norm", width), width, vocabulary);
    }

    private static Value Feed(GraphBuilder graph, ArchitectureConfig config, Value x, string name, int width)
    {
        var inner = config.Size("intermediate_size");
        var bias = config.Switch("mlp_bias", false);
        var halves = graph.Split(graph.Linear(x, name + ".Wi", width, 2 * inner, bias), 2, inner);
        var activated = graph.Activate(halves[0], config.Activation("hidden_activation", "gelu"));
        return graph.Linear(graph.Multiply(activated, halves[1]), name + ".Wo", inner, width, bias);
    }

    private static Value Norm(GraphBuilder graph, ArchitectureConfig config, Value x, string name, int width) =>
        graph.LayerNorm(x, name, width, config.Number("norm_eps", 1e-5), config.Switch("norm_bias", false));

    private static List<string> LayerTypes(ArchitectureConfig config)
    {
        var layers = config.Layers("num_hidden_layers");
        if (config.Texts("layer_types") is { } types)
        {
            return types.Count == layers && types.All(type => type is Windowed or Full)
                ? [.. types]
                : [config.Unsupported("layer_types", $"[{string.Join(", ", types)}]", Full)];
        }

        var every = Math.Max(config.Size("global_attn_every_n_layers", 3), 1);
        return [.. Enumerable.Range(0, layers).Select(layer => layer % every == 0 ? Full : Windowed)];
    }

    private static RotarySettings Rotary(ArchitectureConfig config, string type) => type == Full
        ? RotaryReader.Read(config, type, ["global_rope_theta"], 160000)
        : RotaryReader.Read(config, type, ["local_rope_theta", "global_rope_theta"], 10000);
}
