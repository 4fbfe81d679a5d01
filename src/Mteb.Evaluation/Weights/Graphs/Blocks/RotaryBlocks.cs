namespace Mteb.Evaluation.Weights.Graphs.Blocks;

/// <summary>Rotary positions: tables of cosines and sines, and turning queries and keys by them.</summary>
internal static class RotaryBlocks
{
    /// <summary>The tables for the positions of a batch, each <c>[sequence, head width / 2]</c>.</summary>
    public static RotaryTables RotaryTables(this GraphBuilder graph, Value ids, RotarySettings settings, int headWidth)
    {
        var positions = graph.Cast(graph.Node("Unsqueeze", [graph.Positions(ids), graph.Numbers(1)]), ElementType.Single);
        var frequencies = settings.Scaling == RotaryScaling.DynamicNtk
            ? graph.DynamicFrequencies(ids, settings, headWidth)
            : graph.Floats(RotaryFrequencies.Compute(settings, headWidth), headWidth / 2);
        var angles = graph.Multiply(positions, frequencies);
        var factor = (float)settings.AttentionFactor;
        return new RotaryTables(
            graph.InPrecision(graph.Times(graph.Node("Cos", [angles]), factor)),
            graph.InPrecision(graph.Times(graph.Node("Sin", [angles]), factor)));
    }

    /// <summary>Turns the heads of queries or keys, <c>[batch, sequence, heads · head width]</c>, each number with the one half a head further on.</summary>
    public static Value Rotate(this GraphBuilder graph, Value x, RotaryTables tables) =>
        graph.Fused("RotaryEmbedding", [x, graph.Numbers(0), tables.Cosines, tables.Sines]);

    // Beyond m positions of training, for n positions: theta' = theta (f n / m - (f - 1))^(d / (d - 2)).
    private static Value DynamicFrequencies(this GraphBuilder graph, Value ids, RotarySettings settings, int width)
    {
        var length = graph.Cast(graph.Length(ids), ElementType.Single);
        var beyond = graph.Node("Max", [length, graph.Single(settings.OriginalPositions)]);
        var stretched = graph.Node("Sub", [
            graph.Multiply(beyond, graph.Single((float)(settings.Factor / settings.OriginalPositions))),
            graph.Single((float)(settings.Factor - 1)),
        ]);
        var theta = graph.Multiply(graph.Node("Pow", [stretched, graph.Single((float)width / (width - 2))]), graph.Single((float)settings.Theta));
        var exponents = new float[width / 2];
        for (var i = 0; i < exponents.Length; i++)
        {
            exponents[i] = -2f * i / width;
        }

        return graph.Node("Pow", [theta, graph.Floats(exponents, exponents.Length)]);
    }

    private static Value Times(this GraphBuilder graph, Value x, float factor) => factor == 1 ? x : graph.Multiply(x, graph.Single(factor));
}

/// <summary>Tables of rotary positions, each <c>[sequence, head width / 2]</c>.</summary>
/// <param name="Cosines">The cosines of the angles.</param>
/// <param name="Sines">The sines of the angles.</param>
internal readonly record struct RotaryTables(Value Cosines, Value Sines);
