using Mteb.Evaluation.Weights.Graphs.Blocks;

namespace Mteb.Evaluation.Weights.Graphs.Families;

/// <summary>The encoder of T5 and mT5 (arXiv:1910.10683): the first layer's relative positions serve all layers, and scores are not scaled.</summary>
internal sealed class T5Family : IArchitecture
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Prefixes { get; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Roots { get; } = ["encoder.", "shared."];

    /// <inheritdoc/>
    public HiddenStates Build(GraphBuilder graph, ArchitectureConfig config, WeightNames names)
    {
        var width = config.Size("d_model");
        var heads = config.Size("num_heads");
        var shape = new HeadShape(heads, heads, config.Size("d_kv"));
        var vocabulary = config.Size("vocab_size");
        var epsilon = config.Number("layer_norm_epsilon", 1e-6);
        var inputs = GraphInputs.Declare(graph);
        var table = names.Has("shared.weight") || !names.Has("encoder.embed_tokens.weight") ? "shared" : "encoder.embed_tokens";
        var x = graph.Lookup(inputs.Ids, table, vocabulary, width);
        var bias = graph.Add(graph.Mask(inputs, Sight.Everything), Bias(graph, config, inputs, heads));
        for (var layer = 0; layer < config.Layers("num_layers"); layer++)
        {
            var name = $"encoder.block.{layer}.layer";
            var normed = graph.RmsNorm(x, name + ".0.layer_norm", width, epsilon);
            var attended = graph.Attend(
                graph.Linear(normed, name + ".0.SelfAttention.q", width, shape.QueryWidth, bias: false),
                graph.Linear(normed, name + ".0.SelfAttention.k", width, shape.KeyWidth, bias: false),
                graph.Linear(normed, name + ".0.SelfAttention.v", width, shape.KeyWidth, bias: false),
                shape,
                bias,
                scale: 1);
            x = graph.Add(x, graph.Linear(attended, name + ".0.SelfAttention.o", shape.QueryWidth, width, bias: false));
            normed = graph.RmsNorm(x, name + ".1.layer_norm", width, epsilon);
            x = graph.Add(x, FeedForward(graph, config, normed, name + ".1.DenseReluDense", width));
        }

        return new HiddenStates(graph.RmsNorm(x, "encoder.final_layer_norm", width, epsilon), width, vocabulary);
    }

    private static Value Bias(GraphBuilder graph, ArchitectureConfig config, GraphInputs inputs, int heads)
    {
        // Four buckets are the least that the formula is defined for.
        var buckets = Math.Max(config.Size("relative_attention_num_buckets", 32), 4);
        var farthest = Math.Max(config.Size("relative_attention_max_distance", 128), buckets);
        var table = graph.Weight("encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight", TensorRole.Table, buckets, heads);
        return graph.BucketBias(inputs.Ids, table, RelativeBuckets.Symmetric(buckets, farthest));
    }

    private static Value FeedForward(GraphBuilder graph, ArchitectureConfig config, Value x, string name, int width)
    {
        var inner = config.Size("d_ff");
        var projection = config.Text("feed_forward_proj", "relu")!;
        var gated = projection.StartsWith("gated-", StringComparison.Ordinal);
        var plain = gated ? projection["gated-".Length..] : projection;

        // The reference means the approximation by tanh where it writes gated-gelu.
        var function = projection == "gated-gelu" ? ActivationFunction.GeluTanh
            : ActivationFunctions.Find(plain) ?? config.Unsupported("feed_forward_proj", projection, ActivationFunction.Relu);
        if (gated)
        {
            return graph.GatedFeedForward(x, new GatedNames(name + ".wi_0", name + ".wi_1", name + ".wo"), width, inner, function, bias: false);
        }

        var activated = graph.Activate(graph.Linear(x, name + ".wi", width, inner, bias: false), function);
        return graph.Linear(activated, name + ".wo", inner, width, bias: false);
    }
}
