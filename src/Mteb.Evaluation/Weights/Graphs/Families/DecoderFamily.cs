using Mteb.Evaluation.Weights.Graphs.Blocks;

namespace Mteb.Evaluation.Weights.Graphs.Families;

/// <summary>What distinguishes the decoders from each other.</summary>
internal sealed record DecoderTraits
{
    /// <summary>Whether tokens see only those before them unless the configuration says otherwise.</summary>
    public bool Causal { get; init; } = true;

    /// <summary>Whether queries, keys and values always have a bias, whatever the configuration says.</summary>
    public bool BiasedQueries { get; init; }

    /// <summary>Whether each head's queries and keys are normed before they are turned.</summary>
    public bool NormsHeads { get; init; }

    /// <summary>Whether the configuration must switch the window on.</summary>
    public bool WindowIsOptional { get; init; }

    /// <summary>Whether every layer has the window, if there is one.</summary>
    public bool WindowEverywhere { get; init; }

    /// <summary>Whether embeddings are scaled, norm weights stored less one, and what each part adds is normed, as in Gemma.</summary>
    public bool IsGemma { get; init; }

    /// <summary>The base of rotary positions of windowed layers, where it differs from the others'.</summary>
    public double? LocalTheta { get; init; }

    /// <summary>Gemma: one layer of so many sees everything unless the configuration says otherwise.</summary>
    public int Pattern { get; init; }

    /// <summary>Numbers in a head when the configuration does not say; null when they follow from the width.</summary>
    public int? HeadWidth { get; init; }

    /// <summary>The base of rotary positions when the configuration does not say.</summary>
    public double Theta { get; init; } = 10000;
}

/// <summary>
/// Decoders used as encoders: Llama, Mistral, Qwen2, Qwen3, Gemma 2 and 3, and EuroBERT, which is Llama without the causal mask.
/// Norms before each part, rotary positions, gated feed-forward layers.
/// </summary>
/// <param name="traits">What distinguishes the family.</param>
internal sealed class DecoderFamily(DecoderTraits traits) : IArchitecture
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Prefixes { get; } = ["model."];

    /// <inheritdoc/>
    public IReadOnlyList<string> Roots { get; } = ["embed_tokens.", "layers.", "norm."];

    /// <inheritdoc/>
    public HiddenStates Build(GraphBuilder graph, ArchitectureConfig config, WeightNames names)
    {
        var width = config.Size("hidden_size");
        var vocabulary = config.Size("vocab_size");
        var inputs = GraphInputs.Declare(graph);
        var x = graph.Lookup(inputs.Ids, "embed_tokens", vocabulary, width);
        x = traits.IsGemma ? graph.Multiply(x, graph.Scalar(MathF.Sqrt(width))) : x;
        var plan = new DecoderPlan(traits, config, graph, inputs);
        for (var layer = 0; layer < plan.Layers; layer++)
        {
            var part = new DecoderLayer(traits, plan, graph, config, $"layers.{layer}");
            x = part.Attend(x, plan.IsWindowed(layer));
            x = part.Feed(x);
        }

        return new HiddenStates(graph.RmsNorm(x, "norm", width, plan.Epsilon, traits.IsGemma), width, vocabulary);
    }
}
