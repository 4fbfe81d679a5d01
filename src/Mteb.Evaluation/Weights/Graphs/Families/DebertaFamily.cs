using Mteb.Evaluation.Weights.Graphs.Blocks;

namespace Mteb.Evaluation.Weights.Graphs.Families;

/// <summary>DeBERTa v2 and v3 (arXiv:2006.03654): scores also from content to position and from position to content.</summary>
internal sealed class DebertaFamily : IArchitecture
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Prefixes { get; } = ["deberta."];

    /// <inheritdoc/>
    public IReadOnlyList<string> Roots { get; } = ["embeddings.", "encoder."];

    /// <inheritdoc/>
    public HiddenStates Build(GraphBuilder graph, ArchitectureConfig config, WeightNames names)
    {
        config.Expect("conv_kernel_size", "0");
        var width = config.Size("hidden_size");
        var inner = config.Size("intermediate_size");
        var vocabulary = config.Size("vocab_size");
        var epsilon = config.Number("layer_norm_eps", 1e-7);
        var activation = config.Activation("hidden_act", "gelu");
        var inputs = GraphInputs.Declare(graph);
        var x = Embed(graph, config, inputs, vocabulary, width);
        var attention = new DisentangledAttention(graph, config, inputs);
        for (var layer = 0; layer < config.Layers("num_hidden_layers"); layer++)
        {
            var name = $"encoder.layer.{layer}";
            var after = graph.Linear(attention.Attend(x, name + ".attention.self"), name + ".attention.output.dense", width, width);
            x = graph.AddNorm(after, x, name + ".attention.output.LayerNorm", width, epsilon);
            var fed = graph.FeedForward(x, name + ".intermediate.dense", name + ".output.dense", width, inner, activation);
            x = graph.AddNorm(fed, x, name + ".output.LayerNorm", width, epsilon);
        }

        return new HiddenStates(x, width, vocabulary);
    }

    private static Value Embed(GraphBuilder graph, ArchitectureConfig config, GraphInputs inputs, int vocabulary, int width)
    {
        var embedded = config.Size("embedding_size", width);
        var sum = graph.Lookup(inputs.Ids, "embeddings.word_embeddings", vocabulary, embedded);
        if (config.Switch("position_biased_input", true))
        {
            var rows = config.Size("max_position_embeddings");
            sum = graph.Add(sum, graph.Lookup(graph.Positions(inputs.Ids), "embeddings.position_embeddings", rows, embedded));
        }

        var types = config.Size("type_vocab_size", 0);
        sum = types == 0 ? sum : graph.Add(sum, graph.TokenTypes("embeddings.token_type_embeddings", types, embedded));
        sum = embedded == width ? sum : graph.Linear(sum, "embeddings.embed_proj", embedded, width, bias: false);

        // The reference sets the vectors of padding to zero.
        var real = graph.Cast(graph.Node("Unsqueeze", [inputs.Mask, graph.Numbers(2)]), graph.Precision);
        return graph.Multiply(graph.LayerNorm(sum, "embeddings.LayerNorm", width, config.Number("layer_norm_eps", 1e-7)), real);
    }
}
