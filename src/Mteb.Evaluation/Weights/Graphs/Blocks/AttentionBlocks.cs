namespace Mteb.Evaluation.Weights.Graphs.Blocks;

/// <summary>The sizes of an attention layer.</summary>
/// <param name="Heads">Heads of queries.</param>
/// <param name="KeyHeads">Heads of keys and values; each serves as many heads of queries as there are more of those.</param>
/// <param name="HeadWidth">Numbers in a head.</param>
internal readonly record struct HeadShape(int Heads, int KeyHeads, int HeadWidth)
{
    /// <summary>As many heads of keys as of queries, which share the width.</summary>
    public static HeadShape Of(int width, int heads) => new(heads, heads, width / heads);

    /// <summary>Numbers in all heads of a query.</summary>
    public int QueryWidth => Heads * HeadWidth;

    /// <summary>Numbers in all heads of a key.</summary>
    public int KeyWidth => KeyHeads * HeadWidth;

    /// <summary>What scores are multiplied with unless the model says otherwise.</summary>
    public double Scale => 1 / Math.Sqrt(HeadWidth);
}

/// <summary>softmax(scale · Q Kᵀ + bias) V, for each head.</summary>
internal static class AttentionBlocks
{
    /// <summary>Attention by the fused operator.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="query">Queries, <c>[batch, sequence, heads · head width]</c>.</param>
    /// <param name="key">Keys, likewise.</param>
    /// <param name="value">Values, likewise.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="bias">Added to the scores, <c>[batch or 1, heads or 1, sequence, sequence]</c>.</param>
    /// <param name="scale">What the scores are multiplied with; null for the usual 1/√width.</param>
    /// <returns><c>[batch, sequence, heads · head width]</c>.</returns>
    public static Value Attend(this GraphBuilder graph, Value query, Value key, Value value, HeadShape shape, Value bias, double? scale = null) =>
        graph.Node(
            "Attention",
            [query, key, value, bias],
            new NodeAttribute("q_num_heads", (long)shape.Heads),
            new NodeAttribute("kv_num_heads", (long)shape.KeyHeads),
            new NodeAttribute("scale", (float)(scale ?? shape.Scale)));

    /// <summary>Cuts the last dimension into heads: <c>[batch, heads, sequence, head width]</c>.</summary>
    public static Value ToHeads(this GraphBuilder graph, Value x, int heads, int headWidth)
    {
        var cut = graph.Node("Reshape", [x, graph.Numbers(0, 0, heads, headWidth)]);
        return graph.Node("Transpose", [cut], new NodeAttribute("perm", new long[] { 0, 2, 1, 3 }));
    }

    /// <summary>Puts heads back together.</summary>
    public static Value FromHeads(this GraphBuilder graph, Value x, int width)
    {
        var turned = graph.Node("Transpose", [x], new NodeAttribute("perm", new long[] { 0, 2, 1, 3 }));
        return graph.Node("Reshape", [turned, graph.Numbers(0, 0, width)]);
    }

    /// <summary>Attention whose scores go through cap · tanh(score / cap) before the mask, which the fused operator does in another order.</summary>
    /// <inheritdoc cref="Attend"/>
    public static Value AttendCapped(this GraphBuilder graph, Value query, Value key, Value value, HeadShape shape, Value bias, double scale, double cap)
    {
        var queries = graph.ToHeads(query, shape.Heads, shape.HeadWidth);
        var keys = graph.Repeat(graph.ToHeads(key, shape.KeyHeads, shape.HeadWidth), shape);
        var values = graph.Repeat(graph.ToHeads(value, shape.KeyHeads, shape.HeadWidth), shape);
        var scores = graph.Multiply(graph.Product(queries, keys), graph.Scalar((float)(scale / cap)));
        var capped = graph.Multiply(graph.Node("Tanh", [scores]), graph.Scalar((float)cap));
        var weights = graph.Node("Softmax", [graph.Add(capped, bias)], new NodeAttribute("axis", -1L));
        return graph.FromHeads(graph.Node("MatMul", [weights, values]), shape.QueryWidth);
    }

    // [batch, key heads, sequence, width] to [batch, heads, sequence, width], each head as often as it serves.
    private static Value Repeat(this GraphBuilder graph, Value x, HeadShape shape)
    {
        if (shape.Heads == shape.KeyHeads)
        {
            return x;
        }

        var served = new long[shape.Heads];
        for (var head = 0; head < served.Length; head++)
        {
            served[head] = head * shape.KeyHeads / shape.Heads;
        }

        return graph.Node("Gather", [x, graph.Numbers(served)], new NodeAttribute("axis", 1L));
    }
}
