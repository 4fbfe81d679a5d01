using Mteb.Evaluation.Weights.Graphs.Blocks;

namespace Mteb.Evaluation.Weights.Graphs.Families;

/// <summary>MPNet (arXiv:2004.09297): BERT's layers with one table of relative positions for all, and absolute ones from behind the padding id on.</summary>
internal sealed class MpnetFamily : IArchitecture
{
    // Constants of the reference: the configuration's number of buckets sizes the table and nothing else.
    private const int Buckets = 32;
    private const int Farthest = 128;
    private const int Padding = 1;

    /// <inheritdoc/>
    public IReadOnlyList<string> Prefixes { get; } = ["mpnet."];

    /// <inheritdoc/>
    public IReadOnlyList<string> Roots { get; } = ["embeddings.", "encoder."];

    /// <inheritdoc/>
    public HiddenStates Build(GraphBuilder graph, ArchitectureConfig config, WeightNames names)
    {
        var width = config.Size("hidden_size");
        var heads = config.Heads(width, "num_attention_heads");
        var vocabulary = config.Size("vocab_size");
        var epsilon = config.Number("layer_norm_eps", 1e-12);
        var shape = new PostNormShape(
            width, HeadShape.Of(width, heads), config.Size("intermediate_size"), config.Activation("hidden_act", "gelu"), epsilon);
        var inputs = GraphInputs.Declare(graph);
        var words = graph.Lookup(inputs.Ids, "embeddings.word_embeddings", vocabulary, width);
        var places = graph.Lookup(
            graph.CountedPositions(inputs.Ids, Padding), "embeddings.position_embeddings", config.Size("max_position_embeddings"), width);
        var x = graph.LayerNorm(graph.Add(words, places), "embeddings.LayerNorm", width, epsilon);
        var table = graph.Weight(
            "encoder.relative_attention_bias.weight", TensorRole.Table, config.Size("relative_attention_num_buckets", Buckets), heads);
        var bias = graph.Add(
            graph.Mask(inputs, Sight.Everything),
            graph.BucketBias(inputs.Ids, table, RelativeBuckets.Symmetric(Buckets, Farthest)));
        for (var layer = 0; layer < config.Layers("num_hidden_layers"); layer++)
        {
            x = graph.PostNormLayer(x, Names($"encoder.layer.{layer}"), shape, bias);
        }

        return new HiddenStates(x, width, vocabulary);
    }

    private static PostNormNames Names(string layer) => new()
    {
        Query = layer + ".attention.attn.q",
        Key = layer + ".attention.attn.k",
        Value = layer + ".attention.attn.v",
        Output = layer + ".attention.attn.o",
        AttentionNorm = layer + ".attention.LayerNorm",
        Up = layer + ".intermediate.dense",
        Down = layer + ".output.dense",
        FeedForwardNorm = layer + ".output.LayerNorm",
    };
}
