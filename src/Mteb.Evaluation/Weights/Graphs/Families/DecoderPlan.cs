using Mteb.Evaluation.Weights.Graphs.Blocks;

namespace Mteb.Evaluation.Weights.Graphs.Families;

/// <summary>What the layers of a decoder share: sizes, masks and tables of rotary positions, each made once.</summary>
internal sealed class DecoderPlan
{
    private const string Windowed = "sliding_attention";
    private const string Full = "full_attention";

    private readonly DecoderTraits _traits;
    private readonly ArchitectureConfig _config;
    private readonly GraphBuilder _graph;
    private readonly GraphInputs _inputs;
    private readonly bool _causal;
    private readonly int? _window;
    private readonly IReadOnlyList<string>? _layerTypes;
    private readonly Dictionary<bool, (Value Mask, RotaryTables Tables)> _shared = [];

    public DecoderPlan(DecoderTraits traits, ArchitectureConfig config, GraphBuilder graph, GraphInputs inputs)
    {
        (_traits, _config, _graph, _inputs) = (traits, config, graph, inputs);
        var width = config.Size("hidden_size");
        Layers = config.Layers("num_hidden_layers");
        var given = config.Size("head_dim", traits.HeadWidth ?? 0);
        var heads = config.Heads(given > 0 ? null : width, "num_attention_heads");
        var keyHeads = config.Size("num_key_value_heads", heads);
        Shape = new HeadShape(heads, keyHeads, given > 0 ? given : width / heads);
        if (keyHeads < 1 || heads % keyHeads != 0)
        {
            config.Unsupported("num_key_value_heads", keyHeads, 0);
        }

        Epsilon = config.Number("rms_norm_eps", 1e-6);
        _causal = config.Switch("is_causal", traits.Causal) && !config.Switch("use_bidirectional_attention", false);
        _layerTypes = config.Texts("layer_types");
        if (_layerTypes is { } types && (types.Count < Layers || types.Any(type => type is not (Windowed or Full))))
        {
            config.Unsupported("layer_types", $"[{string.Join(", ", types)}]", 0);
            _layerTypes = null;
        }

        var window = config.Size("sliding_window", 0);
        _window = window == 0 ? null : _causal ? window : window / 2 + 1;
    }

    /// <summary>Number of layers.</summary>
    public int Layers { get; }

    /// <summary>The sizes of heads.</summary>
    public HeadShape Shape { get; }

    /// <summary>Added to the mean of squares in norms.</summary>
    public double Epsilon { get; }

    /// <summary>Whether a layer sees only what is near.</summary>
    public bool IsWindowed(int layer)
    {
        if (_window is null || (_traits.WindowIsOptional && !_config.Switch("use_sliding_window", false)))
        {
            return false;
        }

        if (_traits.WindowEverywhere)
        {
            return true;
        }

        if (_layerTypes is { } types)
        {
            return types[layer] == Windowed;
        }

        var pattern = Math.Max(_config.Size("sliding_window_pattern", _traits.Pattern), 1);
        return _traits.IsGemma ? (layer + 1) % pattern != 0 : _traits.WindowIsOptional && layer >= _config.Size("max_window_layers", 28);
    }

    /// <summary>The mask of a kind of layer.</summary>
    public Value Mask(bool windowed) => Shared(windowed).Mask;

    /// <summary>The tables of rotary positions of a kind of layer.</summary>
    public RotaryTables Tables(bool windowed) => Shared(windowed).Tables;

    private (Value Mask, RotaryTables Tables) Shared(bool windowed)
    {
        if (!_shared.TryGetValue(windowed, out var made))
        {
            // Gemma 3 turns its windowed layers by another base, and does not stretch it.
            var settings = windowed && _traits.LocalTheta is { } local
                ? RotaryReader.Read(_config, Windowed, ["rope_local_base_freq"], local, scaled: false)
                : RotaryReader.Read(_config, windowed ? Windowed : Full, ["rope_theta"], _traits.Theta);
            made = (
                _graph.Mask(_inputs, new Sight(_causal, windowed ? _window : null)),
                _graph.RotaryTables(_inputs.Ids, settings, Shape.HeadWidth));
            _shared.Add(windowed, made);
        }

        return made;
    }
}
