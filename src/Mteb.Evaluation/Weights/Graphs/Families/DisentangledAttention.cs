using Mteb.Evaluation.Weights.Graphs.Blocks;

namespace Mteb.Evaluation.Weights.Graphs.Families;

/// <summary>DeBERTa's attention (arXiv:2006.03654, section 3): content to content, content to position, position to content.</summary>
internal sealed class DisentangledAttention
{
    private readonly GraphBuilder _graph;
    private readonly GraphInputs _inputs;
    private readonly HeadShape _shape;
    private readonly Value _mask;
    private readonly Value _positions;
    private readonly long[] _buckets;
    private readonly int _span;
    private readonly bool _sharesProjections;
    private readonly bool _contentToPosition;
    private readonly bool _positionToContent;

    public DisentangledAttention(GraphBuilder graph, ArchitectureConfig config, GraphInputs inputs)
    {
        (_graph, _inputs) = (graph, inputs);
        config.Expect("relative_attention", "true");
        var width = config.Size("hidden_size");
        _shape = HeadShape.Of(width, config.Heads(width, "num_attention_heads"));
        _mask = graph.Mask(inputs, Sight.Everything);
        var farthest = Positions(config, "max_relative_positions") ?? config.Size("max_position_embeddings");
        var buckets = Positions(config, "position_buckets");
        _span = buckets ?? farthest;
        _buckets = buckets is { } count && farthest > count / 2 + 1
            ? RelativeBuckets.Signed(count, farthest)
            : [.. Enumerable.Range(-_span, 2 * _span + 1).Select(distance => (long)distance)];
        _sharesProjections = config.Switch("share_att_key", false);
        var kinds = config.Texts("pos_att_type") ?? [];
        (_contentToPosition, _positionToContent) = (kinds.Contains("c2p"), kinds.Contains("p2c"));
        var table = graph.Weight("encoder.rel_embeddings.weight", TensorRole.Table, 2 * _span, width);
        _positions = config.Text("norm_rel_ebd", "none")!.Contains("layer_norm", StringComparison.Ordinal)
            ? graph.LayerNorm(table, "encoder.LayerNorm", width, config.Number("layer_norm_eps", 1e-7))
            : table;
    }

    private int Width => _shape.QueryWidth;

    /// <summary>Attention over the vectors <c>[batch, sequence, width]</c>.</summary>
    public Value Attend(Value x, string name)
    {
        var query = Heads(_graph.Linear(x, name + ".query_proj", Width, Width));
        var key = Heads(_graph.Linear(x, name + ".key_proj", Width, Width));
        var value = Heads(_graph.Linear(x, name + ".value_proj", Width, Width));
        var terms = 1 + (_contentToPosition ? 1 : 0) + (_positionToContent ? 1 : 0);
        var scores = _graph.Product(query, key);
        if (_contentToPosition)
        {
            // Which position a query asks for: query less key.
            var places = PositionHeads(name + (_sharesProjections ? ".key_proj" : ".pos_key_proj"));
            scores = _graph.Add(scores, Pick(_graph.Product(query, places), Places(1)));
        }

        if (_positionToContent)
        {
            // Which position a key asks for: key less query, and the result turned to query by key.
            var places = PositionHeads(name + (_sharesProjections ? ".query_proj" : ".pos_query_proj"));
            var picked = Pick(_graph.Product(key, places), Places(-1));
            scores = _graph.Add(scores, _graph.Node("Transpose", [picked], new NodeAttribute("perm", new long[] { 0, 1, 3, 2 })));
        }

        var scaled = _graph.Multiply(scores, _graph.Scalar((float)(1 / Math.Sqrt((double)_shape.HeadWidth * terms))));
        var weights = _graph.Node("Softmax", [_graph.Add(scaled, _mask)], new NodeAttribute("axis", -1L));
        return _graph.FromHeads(_graph.Node("MatMul", [weights, value]), Width);
    }

    private static int? Positions(ArchitectureConfig config, string name) => config.Number(name, -1) is var number and >= 1 and <= 1 << 20 ? (int)number : null;

    private Value Heads(Value x) => _graph.ToHeads(x, _shape.Heads, _shape.HeadWidth);

    // [1, heads, 2 span, head width]
    private Value PositionHeads(string projection) =>
        Heads(_graph.Node("Unsqueeze", [_graph.Linear(_positions, projection, Width, Width, bias: true), _graph.Numbers(0)]));

    // [sequence, sequence]: the row of the table for each pair.
    private Value Places(int sign) =>
        _graph.ByDistance(_inputs.Ids, [.. _buckets.Select(bucket => Math.Clamp(sign * bucket + _span, 0, 2L * _span - 1))]);

    // Takes from [batch, heads, sequence, 2 span] the column that each pair asks for.
    private Value Pick(Value scores, Value places)
    {
        var shape = _graph.Node("Shape", [scores], new NodeAttribute("end", 2L));
        var whole = _graph.Node("Concat", [shape, _graph.Node("Shape", [places])], new NodeAttribute("axis", 0L));
        return _graph.Node("GatherElements", [scores, _graph.Node("Expand", [places, whole])], new NodeAttribute("axis", 3L));
    }
}
