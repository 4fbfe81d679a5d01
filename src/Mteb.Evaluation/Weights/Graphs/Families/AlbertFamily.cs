using Mteb.Evaluation.Weights.Graphs.Blocks;

namespace Mteb.Evaluation.Weights.Graphs.Families;

/// <summary>ALBERT (arXiv:1909.11942): BERT whose layers share their weights by groups, with narrower embeddings.</summary>
internal sealed class AlbertFamily : IArchitecture
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Prefixes { get; } = ["albert."];

    /// <inheritdoc/>
    public IReadOnlyList<string> Roots { get; } = ["embeddings.", "encoder."];

    /// <inheritdoc/>
    public HiddenStates Build(GraphBuilder graph, ArchitectureConfig config, WeightNames names)
    {
        config.Expect("position_embedding_type", "absolute");
        var width = config.Size("hidden_size");
        var embedded = config.Size("embedding_size", 128);
        var vocabulary = config.Size("vocab_size");
        var epsilon = config.Number("layer_norm_eps", 1e-12);
        var shape = new PostNormShape(
            width,
            HeadShape.Of(width, config.Heads(width, "num_attention_heads")),
            config.Size("intermediate_size"),
            config.Activation("hidden_act", "gelu_new"),
            epsilon);
        var inputs = GraphInputs.Declare(graph);
        var sum = graph.Lookup(inputs.Ids, "embeddings.word_embeddings", vocabulary, embedded);
        sum = graph.Add(sum, graph.TokenTypes("embeddings.token_type_embeddings", config.Size("type_vocab_size", 2), embedded));
        sum = graph.Add(sum, graph.Lookup(
            graph.Positions(inputs.Ids), "embeddings.position_embeddings", config.Size("max_position_embeddings"), embedded));
        var x = graph.LayerNorm(sum, "embeddings.LayerNorm", embedded, epsilon);
        x = graph.Linear(x, "encoder.embedding_hidden_mapping_in", embedded, width);
        var mask = graph.Mask(inputs, Sight.Everything);
        var layers = config.Layers("num_hidden_layers");
        var groups = Math.Max(config.Size("num_hidden_groups", 1), 1);
        var within = config.Size("inner_group_num", 1);
        for (var layer = 0; layer < layers; layer++)
        {
            for (var step = 0; step < within; step++)
            {
                var name = $"encoder.albert_layer_groups.{(long)layer * groups / layers}.albert_layers.{step}";
                x = graph.PostNormLayer(x, Names(name), shape, mask);
            }
        }

        return new HiddenStates(x, width, vocabulary);
    }

    private static PostNormNames Names(string layer) => new()
    {
        Query = layer + ".attention.query",
        Key = layer + ".attention.key",
        Value = layer + ".attention.value",
        Output = layer + ".attention.dense",
        AttentionNorm = layer + ".attention.LayerNorm",
        Up = layer + ".ffn",
        Down = layer + ".ffn_output",
        FeedForwardNorm = layer + ".full_layer_layer_norm",
    };
}
