namespace Mteb.Evaluation.Weights.Graphs.Blocks;

/// <summary>Names of the parts of a layer that norms behind attention and behind the feed-forward part.</summary>
internal readonly record struct PostNormNames
{
    /// <summary>Makes queries.</summary>
    public required string Query { get; init; }

    /// <summary>Makes keys.</summary>
    public required string Key { get; init; }

    /// <summary>Makes values.</summary>
    public required string Value { get; init; }

    /// <summary>Follows attention.</summary>
    public required string Output { get; init; }

    /// <summary>The norm behind attention.</summary>
    public required string AttentionNorm { get; init; }

    /// <summary>Into the feed-forward part.</summary>
    public required string Up { get; init; }

    /// <summary>Out of it.</summary>
    public required string Down { get; init; }

    /// <summary>The norm behind it.</summary>
    public required string FeedForwardNorm { get; init; }
}

/// <summary>The sizes and constants of such a layer.</summary>
/// <param name="Width">Length of a token's vector.</param>
/// <param name="Heads">The sizes of attention.</param>
/// <param name="Inner">Width of the feed-forward part.</param>
/// <param name="Activation">Its function.</param>
/// <param name="Epsilon">Added to variances in norms.</param>
internal readonly record struct PostNormShape(int Width, HeadShape Heads, int Inner, ActivationFunction Activation, double Epsilon);

/// <summary>The layer of BERT (arXiv:1810.04805) and of all that differ from it in names and positions only.</summary>
internal static class PostNormBlocks
{
    /// <summary>y = norm(x + attention(x)), then norm(y + feed-forward(y)).</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">Vectors, <c>[batch, sequence, width]</c>.</param>
    /// <param name="names">Names of the parts.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="bias">Added to the scores.</param>
    public static Value PostNormLayer(this GraphBuilder graph, Value x, PostNormNames names, PostNormShape shape, Value bias)
    {
        var width = shape.Width;
        var attended = graph.Attend(
            graph.Linear(x, names.Query, width, width),
            graph.Linear(x, names.Key, width, width),
            graph.Linear(x, names.Value, width, width),
            shape.Heads,
            bias);
        x = graph.AddNorm(graph.Linear(attended, names.Output, width, width), x, names.AttentionNorm, width, shape.Epsilon);
        var fed = graph.FeedForward(x, names.Up, names.Down, width, shape.Inner, shape.Activation);
        return graph.AddNorm(fed, x, names.FeedForwardNorm, width, shape.Epsilon);
    }

    /// <summary>norm(x + residual).</summary>
    public static Value AddNorm(this GraphBuilder graph, Value x, Value residual, string name, int width, double epsilon) =>
        graph.LayerNorm(graph.Add(x, residual), name, width, epsilon);
}
