using Mteb.Evaluation.Weights.Graphs.Blocks;

namespace Mteb.Evaluation.Weights.Graphs.Families;

/// <summary>
/// BERT (arXiv:1810.04805) and those that share its layers and names: RoBERTa, XLM-R and CamemBERT count positions from the
/// padding id on, ELECTRA's embeddings may be narrower than its layers, ERNIE adds a type of task.
/// </summary>
/// <param name="prefix">What whole-task models put in front of names.</param>
/// <param name="countsPositions">Whether positions are counted over tokens that are not padding.</param>
internal sealed class BertFamily(string prefix, bool countsPositions) : IArchitecture
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Prefixes { get; } = [prefix];

    /// <inheritdoc/>
    public IReadOnlyList<string> Roots { get; } = ["embeddings.", "encoder."];

    /// <inheritdoc/>
    public HiddenStates Build(GraphBuilder graph, ArchitectureConfig config, WeightNames names)
    {
        config.Expect("position_embedding_type", "absolute");
        config.Expect("is_decoder", "false");
        var width = config.Size("hidden_size");
        var embedded = config.Size("embedding_size", width);
        var vocabulary = config.Size("vocab_size");
        var epsilon = config.Number("layer_norm_eps", 1e-12);
        var shape = new PostNormShape(
            width,
            HeadShape.Of(width, config.Heads(width, "num_attention_heads")),
            config.Size("intermediate_size"),
            config.Activation("hidden_act", "gelu"),
            epsilon);
        var inputs = GraphInputs.Declare(graph);
        var sum = Embed(graph, config, inputs, vocabulary, embedded);
        var x = graph.LayerNorm(sum, "embeddings.LayerNorm", embedded, epsilon);
        x = embedded == width ? x : graph.Linear(x, "embeddings_project", embedded, width);
        var mask = graph.Mask(inputs, Sight.Everything);
        for (var layer = 0; layer < config.Layers("num_hidden_layers"); layer++)
        {
            x = graph.PostNormLayer(x, Names($"encoder.layer.{layer}"), shape, mask);
        }

        return new HiddenStates(x, width, vocabulary);
    }

    private static PostNormNames Names(string layer) => new()
    {
        Query = layer + ".attention.self.query",
        Key = layer + ".attention.self.key",
        Value = layer + ".attention.self.value",
        Output = layer + ".attention.output.dense",
        AttentionNorm = layer + ".attention.output.LayerNorm",
        Up = layer + ".intermediate.dense",
        Down = layer + ".output.dense",
        FeedForwardNorm = layer + ".output.LayerNorm",
    };

    private Value Embed(GraphBuilder graph, ArchitectureConfig config, GraphInputs inputs, int vocabulary, int width)
    {
        var rows = config.Size("max_position_embeddings");
        var positions = countsPositions
            ? graph.CountedPositions(inputs.Ids, config.Size("pad_token_id", 1))
            : graph.Positions(inputs.Ids);
        var sum = graph.Lookup(inputs.Ids, "embeddings.word_embeddings", vocabulary, width);
        sum = graph.Add(sum, graph.TokenTypes("embeddings.token_type_embeddings", config.Size("type_vocab_size", 2), width));
        sum = graph.Add(sum, graph.Lookup(positions, "embeddings.position_embeddings", rows, width));
        return config.Switch("use_task_id", false)
            ? graph.Add(sum, graph.FirstRow("embeddings.task_type_embeddings", config.Size("task_type_vocab_size"), width))
            : sum;
    }
}
