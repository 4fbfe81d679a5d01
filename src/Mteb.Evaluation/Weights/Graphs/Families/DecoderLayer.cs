using Mteb.Evaluation.Weights.Graphs.Blocks;

namespace Mteb.Evaluation.Weights.Graphs.Families;

/// <summary>One layer of a decoder.</summary>
internal sealed class DecoderLayer(DecoderTraits traits, DecoderPlan plan, GraphBuilder graph, ArchitectureConfig config, string name)
{
    private readonly int _width = config.Size("hidden_size");

    /// <summary>x + attention(norm(x)); Gemma norms what is added, too.</summary>
    public Value Attend(Value x, bool windowed)
    {
        var normed = Norm(x, ".input_layernorm");
        var attention = name + ".self_attn";
        var bias = config.Switch("attention_bias", false);
        var query = Project(normed, attention + ".q", plan.Shape.Heads, bias);
        var key = Project(normed, attention + ".k", plan.Shape.KeyHeads, bias);
        var value = graph.Linear(normed, attention + ".v_proj", _width, plan.Shape.KeyWidth, bias || traits.BiasedQueries);
        var tables = plan.Tables(windowed);
        var attended = Score(graph.Rotate(query, tables), graph.Rotate(key, tables), value, plan.Mask(windowed));
        var projected = graph.Linear(attended, attention + ".o_proj", plan.Shape.QueryWidth, _width, bias);
        return graph.Add(x, traits.IsGemma ? Norm(projected, ".post_attention_layernorm") : projected);
    }

    /// <summary>x + feed-forward(norm(x)); Gemma norms what is added, too.</summary>
    public Value Feed(Value x)
    {
        var normed = Norm(x, traits.IsGemma ? ".pre_feedforward_layernorm" : ".post_attention_layernorm");
        var activation = traits.IsGemma && config.Has("hidden_activation")
            ? config.Activation("hidden_activation", "gelu_pytorch_tanh")
            : config.Activation("hidden_act", traits.IsGemma ? "gelu_pytorch_tanh" : "silu");
        var names = new GatedNames(name + ".mlp.gate_proj", name + ".mlp.up_proj", name + ".mlp.down_proj");
        var fed = graph.GatedFeedForward(
            normed, names, _width, config.Size("intermediate_size"), activation, config.Switch("mlp_bias", false));
        return graph.Add(x, traits.IsGemma ? Norm(fed, ".post_feedforward_layernorm") : fed);
    }

    private Value Project(Value x, string part, int heads, bool bias)
    {
        var projected = graph.Linear(x, part + "_proj", _width, heads * plan.Shape.HeadWidth, bias || traits.BiasedQueries);
        if (!traits.NormsHeads)
        {
            return projected;
        }

        // Each head is normed by itself: [batch, sequence, heads, head width] and back.
        var cut = graph.Node("Reshape", [projected, graph.Numbers(0, 0, heads, plan.Shape.HeadWidth)]);
        var normed = graph.RmsNorm(cut, part + "_norm", plan.Shape.HeadWidth, plan.Epsilon, traits.IsGemma);
        return graph.Node("Reshape", [normed, graph.Numbers(0, 0, heads * plan.Shape.HeadWidth)]);
    }

    private Value Score(Value query, Value key, Value value, Value mask)
    {
        var scale = traits.IsGemma ? 1 / Math.Sqrt(config.Number("query_pre_attn_scalar", 256)) : plan.Shape.Scale;
        return config.Number("attn_logit_softcapping") is { } cap && traits.IsGemma
            ? graph.AttendCapped(query, key, value, plan.Shape, mask, scale, cap)
            : graph.Attend(query, key, value, plan.Shape, mask, scale);
    }

    private Value Norm(Value x, string part) => graph.RmsNorm(x, name + part, _width, plan.Epsilon, traits.IsGemma);
}
