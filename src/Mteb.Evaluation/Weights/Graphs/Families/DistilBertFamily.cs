using Mteb.Evaluation.Weights.Graphs.Blocks;

namespace Mteb.Evaluation.Weights.Graphs.Families;

/// <summary>DistilBERT (arXiv:1910.01108): BERT without token types, under names of its own.</summary>
internal sealed class DistilBertFamily : IArchitecture
{
    // Not in the configuration, but a constant of the reference.
    private const double Epsilon = 1e-12;

    /// <inheritdoc/>
    public IReadOnlyList<string> Prefixes { get; } = ["distilbert."];

    /// <inheritdoc/>
    public IReadOnlyList<string> Roots { get; } = ["embeddings.", "transformer."];

    /// <inheritdoc/>
    public HiddenStates Build(GraphBuilder graph, ArchitectureConfig config, WeightNames names)
    {
        var width = config.Size("dim", "hidden_size");
        var shape = new PostNormShape(
            width,
            HeadShape.Of(width, config.Heads(width, "n_heads", "num_attention_heads")),
            config.Size("hidden_dim", "intermediate_size"),
            config.Activation("activation", "gelu"),
            Epsilon);
        var vocabulary = config.Size("vocab_size");
        var inputs = GraphInputs.Declare(graph);
        var words = graph.Lookup(inputs.Ids, "embeddings.word_embeddings", vocabulary, width);
        var places = graph.Lookup(graph.Positions(inputs.Ids), "embeddings.position_embeddings", config.Size("max_position_embeddings"), width);
        var x = graph.LayerNorm(graph.Add(words, places), "embeddings.LayerNorm", width, Epsilon);
        var mask = graph.Mask(inputs, Sight.Everything);
        for (var layer = 0; layer < config.Layers("n_layers", "num_hidden_layers"); layer++)
        {
            x = graph.PostNormLayer(x, Names($"transformer.layer.{layer}"), shape, mask);
        }

        return new HiddenStates(x, width, vocabulary);
    }

    private static PostNormNames Names(string layer) => new()
    {
        Query = layer + ".attention.q_lin",
        Key = layer + ".attention.k_lin",
        Value = layer + ".attention.v_lin",
        Output = layer + ".attention.out_lin",
        AttentionNorm = layer + ".sa_layer_norm",
        Up = layer + ".ffn.lin1",
        Down = layer + ".ffn.lin2",
        FeedForwardNorm = layer + ".output_layer_norm",
    };
}
