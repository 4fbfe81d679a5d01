namespace Mteb.Evaluation.Weights.Graphs.Blocks;

/// <summary>What is added to scores because of the distance between query and key.</summary>
internal static class BiasBlocks
{
    /// <summary>Looks distances up in a table over <c>-farthest … farthest</c>; what is farther counts as the farthest.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="ids">Token ids, for the length.</param>
    /// <param name="table">An odd number of whole numbers.</param>
    /// <returns><c>[sequence, sequence]</c>, query by key.</returns>
    public static Value ByDistance(this GraphBuilder graph, Value ids, ReadOnlySpan<long> table)
    {
        var farthest = table.Length / 2;
        var near = graph.Node("Clip", [graph.Distances(ids), graph.Number(-farthest), graph.Number(farthest)]);
        return graph.Node("Gather", [graph.Numbers(table, [table.Length]), graph.Add(near, graph.Number(farthest))]);
    }

    /// <summary>A learned bias per bucket of distances and head.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="ids">Token ids, for the length.</param>
    /// <param name="table">The biases, <c>[buckets, heads]</c>.</param>
    /// <param name="buckets">The bucket of each distance.</param>
    /// <returns><c>[1, heads, sequence, sequence]</c>.</returns>
    public static Value BucketBias(this GraphBuilder graph, Value ids, Value table, ReadOnlySpan<long> buckets)
    {
        var found = graph.Node("Gather", [table, graph.ByDistance(ids, buckets)]);
        var turned = graph.Node("Transpose", [found], new NodeAttribute("perm", new long[] { 2, 0, 1 }));
        return graph.Node("Unsqueeze", [turned, graph.Numbers(0)]);
    }

    /// <summary>ALiBi in both directions (arXiv:2108.12409): the distance times a slope per head, subtracted.</summary>
    /// <returns><c>[1, heads, sequence, sequence]</c>.</returns>
    public static Value LinearBias(this GraphBuilder graph, Value ids, int heads)
    {
        var distances = graph.Cast(graph.Node("Abs", [graph.Distances(ids)]), ElementType.Single);
        var slopes = Array.ConvertAll(Slopes(heads), slope => (float)-slope);
        return graph.InPrecision(graph.Multiply(distances, graph.Floats(slopes, 1, heads, 1, 1)));
    }

    /// <summary>Slopes for a number of heads: powers of 2^(-8/n), and for other numbers every second of the next power of two's.</summary>
    internal static double[] Slopes(int heads)
    {
        var power = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)heads + 1) / 2;
        var first = Enumerable.Range(1, power).Select(i => Math.Pow(2, -8.0 * i / power));
        var rest = Enumerable.Range(0, heads - power).Select(i => Math.Pow(2, -8.0 * (2 * i + 1) / (2 * power)));
        return [.. first, .. rest];
    }
}
