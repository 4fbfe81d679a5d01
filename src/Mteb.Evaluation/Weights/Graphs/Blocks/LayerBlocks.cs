namespace Mteb.Evaluation.Weights.Graphs.Blocks;

/// <summary>Linear layers, lookups, norms and activations.</summary>
internal static class LayerBlocks
{
    /// <summary>Looks ids up in a table: <c>[batch, sequence]</c> to <c>[batch, sequence, width]</c>.</summary>
    public static Value Lookup(this GraphBuilder graph, Value ids, string name, int rows, int width) =>
        graph.Node("Gather", [graph.Weight(name + ".weight", TensorRole.Table, rows, width), ids]);

    /// <summary>The first row of a table, <c>[width]</c>.</summary>
    public static Value FirstRow(this GraphBuilder graph, string name, int rows, int width) => graph.Lookup(graph.Number(0), name, rows, width);

    /// <summary>The vectors of token types: looked up where there are several, else the only row for every token.</summary>
    public static Value TokenTypes(this GraphBuilder graph, string name, int rows, int width) =>
        rows == 1 ? graph.FirstRow(name, rows, width) : graph.Lookup(graph.Input("token_type_ids"), name, rows, width);

    /// <summary>x Wᵀ + b, with W as torch stores it: <c>[output, input]</c>.</summary>
    public static Value Linear(this GraphBuilder graph, Value x, string name, int input, int output, bool bias = true)
    {
        var product = graph.Product(x, graph.Weight(name + ".weight", TensorRole.Matrix, output, input));
        return bias ? graph.Add(product, graph.Weight(name + ".bias", TensorRole.Bias, output)) : product;
    }

    /// <summary>x Yᵀ over the last two dimensions. The fused operator reads Y as it is: nothing is transposed when the graph is loaded.</summary>
    public static Value Product(this GraphBuilder graph, Value x, Value y) =>
        graph.Fused("FusedMatMul", [x, y], new NodeAttribute("transB", 1L));

    /// <summary>A layer norm over the last dimension.</summary>
    public static Value LayerNorm(this GraphBuilder graph, Value x, string name, int width, double epsilon, bool bias = true)
    {
        var weight = graph.Weight(name + ".weight", TensorRole.NormWeight, width);
        var shift = bias ? graph.Weight(name + ".bias", TensorRole.NormBias, width) : Value.None;
        return graph.Node("LayerNormalization", bias ? [x, weight, shift] : [x, weight], Epsilon(epsilon));
    }

    /// <summary>A root-mean-square norm over the last dimension.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The input.</param>
    /// <param name="name">Name of the norm.</param>
    /// <param name="width">Length of the last dimension.</param>
    /// <param name="epsilon">Added to the mean of the squares.</param>
    /// <param name="lessOne">Whether the weights are stored less one.</param>
    public static Value RmsNorm(this GraphBuilder graph, Value x, string name, int width, double epsilon, bool lessOne = false)
    {
        var weight = graph.Weight(name + ".weight", lessOne ? TensorRole.NormWeightLessOne : TensorRole.NormWeight, width);
        return graph.Node("SimplifiedLayerNormalization", [x, lessOne ? graph.Add(weight, graph.Scalar(1)) : weight], Epsilon(epsilon));
    }

    /// <summary>An activation function.</summary>
    public static Value Activate(this GraphBuilder graph, Value x, ActivationFunction function) => function switch
    {
        ActivationFunction.Gelu => graph.Fused("Gelu", [x]),
        ActivationFunction.GeluTanh => graph.Fused("FastGelu", [x]),
        ActivationFunction.Relu => graph.Node("Relu", [x]),
        ActivationFunction.Silu => graph.Multiply(x, graph.Node("Sigmoid", [x])),
        ActivationFunction.Tanh => graph.Node("Tanh", [x]),
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };

    /// <summary>Two linear layers with an activation between them.</summary>
    public static Value FeedForward(
        this GraphBuilder graph, Value x, string first, string second, int width, int inner, ActivationFunction activation) =>
        graph.Linear(graph.Activate(graph.Linear(x, first, width, inner), activation), second, inner, width);

    /// <summary>down(activation(gate(x)) · up(x)).</summary>
    public static Value GatedFeedForward(
        this GraphBuilder graph, Value x, GatedNames names, int width, int inner, ActivationFunction activation, bool bias)
    {
        var gate = graph.Activate(graph.Linear(x, names.Gate, width, inner, bias), activation);
        return graph.Linear(graph.Multiply(gate, graph.Linear(x, names.Up, width, inner, bias)), names.Down, inner, width, bias);
    }

    /// <summary>x + y.</summary>
    public static Value Add(this GraphBuilder graph, Value x, Value y) => graph.Node("Add", [x, y]);

    /// <summary>x · y, number by number.</summary>
    public static Value Multiply(this GraphBuilder graph, Value x, Value y) => graph.Node("Mul", [x, y]);

    /// <summary>Cuts the last dimension into equal parts.</summary>
    public static Value[] Split(this GraphBuilder graph, Value x, int parts, int width) =>
        graph.Nodes("Split", "", parts, [x, graph.Numbers(Enumerable.Repeat((long)width, parts).ToArray())], new NodeAttribute("axis", -1L));

    private static NodeAttribute Epsilon(double epsilon) => new("epsilon", (float)epsilon);
}

/// <summary>Names of a gated feed-forward layer's parts.</summary>
/// <param name="Gate">The part that goes through the activation.</param>
/// <param name="Up">The part that is multiplied with it.</param>
/// <param name="Down">The way back.</param>
internal readonly record struct GatedNames(string Gate, string Up, string Down);
