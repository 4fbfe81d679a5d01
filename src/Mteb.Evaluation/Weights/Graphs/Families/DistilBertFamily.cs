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
        var shape = HeadShape.Of(width, config.Heads(width, "n_heads", "num_attention_heads"));
        var inner = config.Size("hidden_dim", "intermediate_size");
        var vocabulary = config.Size("vocab_size");
        var activation = config.Activation("activation", "gelu");
        var inputs = GraphInputs.Declare(graph);
        var words = graph.Lookup(inputs.Ids, "embeddings.word_embeddings", vocabulary, width);
        var places = graph.Lookup(graph.Positions(inputs.Ids), "embeddings.position_embeddings", config.Size("max_position_embeddings"), width);
        var x = graph.LayerNorm(graph.Add(words, places), "embeddings.LayerNorm", width, Epsilon);
        var mask = graph.Mask(inputs, Sight.Everything);
        for (var layer = 0; layer < config.Layers("n_layers", "num_hidden_layers"); layer++)
        {
            var name = $"transformer.layer.{layer}";
            var attended = graph.Attend(
                graph.Linear(x, name + ".attention.q_lin", width, width),
                graph.Linear(x, name + ".attention.k_lin", width, width),
                graph.Linear(x, name + ".attention.v_lin", width, width),
                shape,
                mask);
            var after = graph.Linear(attended, name + ".attention.out_lin", width, width);
            x = graph.LayerNorm(graph.Add(after, x), name + ".sa_layer_norm", width, Epsilon);
            var fed = graph.FeedForward(x, name + ".ffn.lin1", name + ".ffn.lin2", width, inner, activation);
            x = graph.LayerNorm(graph.Add(fed, x), name + ".output_layer_norm", width, Epsilon);
        }

        return new HiddenStates(x, width, vocabulary);
    }
}
