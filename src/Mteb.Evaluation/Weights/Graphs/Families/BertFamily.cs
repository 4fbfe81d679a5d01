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
        var shape = HeadShape.Of(width, config.Heads(width, "num_attention_heads"));
        var inner = config.Size("intermediate_size");
        var vocabulary = config.Size("vocab_size");
        var epsilon = config.Number("layer_norm_eps", 1e-12);
        var activation = config.Activation("hidden_act", "gelu");
        var inputs = GraphInputs.Declare(graph);
        var sum = Embed(graph, config, inputs, vocabulary, embedded);
        var x = graph.LayerNorm(sum, "embeddings.LayerNorm", embedded, epsilon);
        x = embedded == width ? x : graph.Linear(x, "embeddings_project", embedded, width);
        var mask = graph.Mask(inputs, Sight.Everything);
        for (var layer = 0; layer < config.Layers("num_hidden_layers"); layer++)
        {
            var name = $"encoder.layer.{layer}";
            var attended = graph.Attend(
                graph.Linear(x, name + ".attention.self.query", width, width),
                graph.Linear(x, name + ".attention.self.key", width, width),
                graph.Linear(x, name + ".attention.self.value", width, width),
                shape,
                mask);
            var after = graph.Linear(attended, name + ".attention.output.dense", width, width);
            x = graph.LayerNorm(graph.Add(after, x), name + ".attention.output.LayerNorm", width, epsilon);
            var fed = graph.FeedForward(x, name + ".intermediate.dense", name + ".output.dense", width, inner, activation);
            x = graph.LayerNorm(graph.Add(fed, x), name + ".output.LayerNorm", width, epsilon);
        }

        return new HiddenStates(x, width, vocabulary);
    }

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
