using Mteb.Evaluation.Weights.Graphs.Blocks;

namespace Mteb.Evaluation.Weights.Graphs.Families;

/// <summary>jina-embeddings-v3 (arXiv:2409.10173), as transformers has it, without adapters: XLM-R's layers with rotary positions.</summary>
internal sealed class JinaV3Family : IArchitecture
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Prefixes { get; } = ["roberta.", "model."];

    /// <inheritdoc/>
    public IReadOnlyList<string> Roots { get; } = ["embeddings.", "emb_ln.", "encoder."];

    /// <inheritdoc/>
    public HiddenStates Build(GraphBuilder graph, ArchitectureConfig config, WeightNames names)
    {
        var width = config.Size("hidden_size");
        var shape = HeadShape.Of(width, config.Heads(width, "num_attention_heads"));
        var inner = config.Size("intermediate_size");
        var vocabulary = config.Size("vocab_size");
        var epsilon = config.Number("layer_norm_eps", 1e-5);
        var activation = config.Activation("hidden_act", "gelu");
        var inputs = GraphInputs.Declare(graph);
        var words = graph.Lookup(inputs.Ids, "embeddings.word_embeddings", vocabulary, width);
        var types = graph.TokenTypes("embeddings.token_type_embeddings", config.Size("type_vocab_size", 1), width);
        var x = graph.AddNorm(words, types, "emb_ln", width, epsilon);
        var mask = graph.Mask(inputs, Sight.Everything);
        var settings = RotaryReader.Read(config, "full_attention", ["rope_theta"], 20000);
        var tables = graph.RotaryTables(inputs.Ids, settings, shape.HeadWidth);
        for (var layer = 0; layer < config.Layers("num_hidden_layers"); layer++)
        {
            var name = $"encoder.layers.{layer}";
            var parts = graph.Split(graph.Linear(x, name + ".mixer.Wqkv", width, 3 * width), 3, width);
            var attended = graph.Attend(graph.Rotate(parts[0], tables), graph.Rotate(parts[1], tables), parts[2], shape, mask);
            x = graph.AddNorm(graph.Linear(attended, name + ".mixer.out_proj", width, width), x, name + ".norm1", width, epsilon);
            var fed = graph.FeedForward(x, name + ".mlp.fc1", name + ".mlp.fc2", width, inner, activation);
            x = graph.AddNorm(fed, x, name + ".norm2", width, epsilon);
        }

        return new HiddenStates(x, width, vocabulary);
    }
}
