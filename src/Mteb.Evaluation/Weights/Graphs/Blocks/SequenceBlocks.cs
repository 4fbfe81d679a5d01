namespace Mteb.Evaluation.Weights.Graphs.Blocks;

/// <summary>What depends on places in the sequence: positions, distances and masks.</summary>
internal static class SequenceBlocks
{
    // Added to the score of what must not be seen: far below any score, and still finite, so that a row that sees nothing is no NaN.
    private const float Hidden = -1e9f;
    private const float HiddenOfHalf = -6e4f;

    /// <summary>The number of tokens of a row, padding included; a single number.</summary>
    public static Value Length(this GraphBuilder graph, Value ids) =>
        graph.Node("Squeeze", [graph.Node("Shape", [ids], new NodeAttribute("start", 1L), new NodeAttribute("end", 2L))]);

    /// <summary>0, 1, 2, … up to the length.</summary>
    public static Value Positions(this GraphBuilder graph, Value ids) =>
        graph.Node("Range", [graph.Number(0), graph.Length(ids), graph.Number(1)]);

    /// <summary>
    /// Positions as RoBERTa counts them: only over tokens that are not the padding id, from the one behind the padding id on;
    /// padding has the padding id's. Shape <c>[batch, sequence]</c>.
    /// </summary>
    public static Value CountedPositions(this GraphBuilder graph, Value ids, int padding)
    {
        var pad = graph.Number(padding);
        var real = graph.Cast(graph.Node("Not", [graph.Node("Equal", [ids, pad])]), ElementType.Int64);
        var counted = graph.Node("CumSum", [real, graph.Number(1)]);
        return graph.Add(graph.Multiply(counted, real), pad);
    }

    /// <summary>Position of the query less position of the key, <c>[sequence, sequence]</c>.</summary>
    public static Value Distances(this GraphBuilder graph, Value ids)
    {
        var positions = graph.Positions(ids);
        return graph.Node("Sub", [
            graph.Node("Unsqueeze", [positions, graph.Numbers(1)]),
            graph.Node("Unsqueeze", [positions, graph.Numbers(0)]),
        ]);
    }

    /// <summary>Which keys are tokens and not padding, <c>[batch, 1, 1, sequence]</c>.</summary>
    public static Value RealKeys(this GraphBuilder graph, Value mask) =>
        graph.Node("Unsqueeze", [graph.Cast(mask, ElementType.Boolean), graph.Numbers(1, 2)]);

    /// <summary>What is added to the scores, <c>[batch, 1, sequence, sequence]</c>: nothing for keys that are seen.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="sight">Which keys a query sees because of where they are.</param>
    public static Value Mask(this GraphBuilder graph, GraphInputs inputs, Sight sight)
    {
        var real = graph.RealKeys(inputs.Mask);
        var distances = graph.Distances(inputs.Ids);

        // The attention operator wants a row for every query: where all rows are alike, a condition that always holds spreads them.
        var seen = sight.See(graph, distances) is { } near
            ? graph.Node("And", [real, near])
            : graph.Node("And", [real, graph.Node("Equal", [distances, distances])]);
        return graph.Node("Where", [seen, graph.Scalar(0), graph.Scalar(graph.Precision == ElementType.Half ? HiddenOfHalf : Hidden)]);
    }
}

/// <summary>The inputs of a text model's graph.</summary>
/// <param name="Ids">Token ids, <c>[batch, sequence]</c>.</param>
/// <param name="Mask">1 for tokens, 0 for padding, <c>[batch, sequence]</c>.</param>
internal readonly record struct GraphInputs(Value Ids, Value Mask)
{
    /// <summary>Declares the two inputs that every text model has.</summary>
    public static GraphInputs Declare(GraphBuilder graph) => new(graph.Input("input_ids"), graph.Input("attention_mask"));
}

/// <summary>Which keys a query sees because of where they are.</summary>
/// <param name="Causal">Whether only those that are not behind it.</param>
/// <param name="Window">Least distance that is too far; null without a limit.</param>
internal readonly record struct Sight(bool Causal, int? Window)
{
    /// <summary>Everything.</summary>
    public static Sight Everything => new(Causal: false, Window: null);

    /// <summary>The condition on distances; null when everything is seen.</summary>
    public Value? See(GraphBuilder graph, Value distances)
    {
        Value? near = Window is { } window
            ? graph.Node("Less", [Causal ? distances : graph.Node("Abs", [distances]), graph.Number(window)])
            : null;
        Value? before = Causal ? graph.Node("GreaterOrEqual", [distances, graph.Number(0)]) : null;
        return near is { } left && before is { } right ? graph.Node("And", [left, right]) : near ?? before;
    }
}
