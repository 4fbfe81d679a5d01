using Mteb.Evaluation.Weights.Graphs.Blocks;

namespace Mteb.Evaluation.Weights.Graphs.Families;

/// <summary>
/// JinaBERT of jina-embeddings-v2 (arXiv:2310.19923): BERT with ALiBi in both directions and gated feed-forward layers. Its later
/// form also norms whole queries and keys, and has other names and the other half of the gate.
/// </summary>
internal sealed class JinaBertFamily : IArchitecture
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Prefixes { get; } = ["bert."];

    /// <inheritdoc/>
    public IReadOnlyList<string> Roots { get; } = ["embeddings.", "encoder."];

    /// <inheritdoc/>
    public HiddenStates Build(GraphBuilder graph, ArchitectureConfig config, WeightNames names)
    {
        var width = config.Size("hidden_size");
        var heads = config.Heads(width, "num_attention_heads");
        var vocabulary = config.Size("vocab_size");
        var epsilon = config.Number("layer_norm_eps", 1e-12);
        var inputs = GraphInputs.Declare(graph);
        var words = graph.Lookup(inputs.Ids, "embeddings.word_embeddings", vocabulary, width);
        var types = graph.TokenTypes("embeddings.token_type_embeddings", config.Size("type_vocab_size", 2), width);
        var x = graph.AddNorm(words, types, "embeddings.LayerNorm", width, epsilon);
        var layers = new JinaBertLayers(graph, config, names.Has("encoder.layer.0.attention.self.layer_norm_q.weight"))
        {
            Shape = HeadShape.Of(width, heads),
            Bias = graph.Add(graph.Mask(inputs, Sight.Everything), graph.LinearBias(inputs.Ids, heads)),
            Epsilon = epsilon,
        };
        for (var layer = 0; layer < config.Layers("num_hidden_layers"); layer++)
        {
            x = layers.Build(x, $"encoder.layer.{layer}");
        }

        return new HiddenStates(x, width, vocabulary);
    }
}

/// <summary>The layers of JinaBERT.</summary>
/// <param name="graph">Gets the nodes.</param>
/// <param name="config">The configuration.</param>
/// <param name="later">Whether it is the later form.</param>
internal sealed class JinaBertLayers(GraphBuilder graph, ArchitectureConfig config, bool later)
{
    public required HeadShape Shape { get; init; }

    public required Value Bias { get; init; }

    public required double Epsilon { get; init; }

    private int Width => Shape.QueryWidth;

    /// <summary>One layer.</summary>
    public Value Build(Value x, string name)
    {
        var self = name + ".attention.self";
        var query = graph.Linear(x, self + ".query", Width, Width);
        var key = graph.Linear(x, self + ".key", Width, Width);
        if (later)
        {
            query = graph.LayerNorm(query, self + ".layer_norm_q", Width, Epsilon);
            key = graph.LayerNorm(key, self + ".layer_norm_k", Width, Epsilon);
        }

        var attended = graph.Attend(query, key, graph.Linear(x, self + ".value", Width, Width), Shape, Bias);
        var after = graph.Linear(attended, name + ".attention.output.dense", Width, Width);
        x = graph.AddNorm(after, x, name + (later ? ".layer_norm_1" : ".attention.output.LayerNorm"), Width, Epsilon);
        return graph.AddNorm(Feed(x, name + ".mlp"), x, name + (later ? ".layer_norm_2" : ".mlp.layernorm"), Width, Epsilon);
    }

    private Value Feed(Value x, string name)
    {
        var inner = config.Size("intermediate_size");
        var activation = config.Text("feed_forward_type", "geglu") switch
        {
            "geglu" => ActivationFunction.Gelu,
            "reglu" => ActivationFunction.Relu,
            var other => config.Unsupported("feed_forward_type", other, ActivationFunction.Gelu),
        };
        var halves = graph.Split(graph.Linear(x, name + (later ? ".up_gated_layer" : ".gated_layers"), Width, 2 * inner, bias: false), 2, inner);
        var (gate, up) = later ? (halves[1], halves[0]) : (halves[0], halves[1]);
        return graph.Linear(graph.Multiply(graph.Activate(gate, activation), up), name + (later ? ".down_layer" : ".wo"), inner, Width);
    }
}
