using System.Runtime.InteropServices;

namespace Mteb.Evaluation.Weights.Graphs;

/// <summary>
/// Writes an ONNX graph node by node. Weights are not copied: the graph says in which file they lie and where, and what is stored
/// in another type than the graph computes in is converted when the graph is loaded.
/// </summary>
/// <remarks>Field numbers are those of <c>onnx.proto</c>.</remarks>
/// <param name="weights">Where weights come from; null for a graph without weights.</param>
/// <param name="precision">The floating-point type that the graph computes in.</param>
internal sealed class GraphBuilder(WeightNames? weights, ElementType precision = ElementType.Single)
{
    /// <summary>The domain of ONNX Runtime's own operators.</summary>
    public const string Contrib = "com.microsoft";

    // Opset 23 has Attention, RMSNormalization and RotaryEmbedding; it came with version 11 of the format.
    private const int Opset = 23;
    private const int FormatVersion = 11;

    private readonly ProtoWriter _nodes = new();
    private readonly ProtoWriter _initializers = new();
    private readonly ProtoWriter _inputs = new();
    private readonly ProtoWriter _outputs = new();
    private readonly Dictionary<string, Value> _constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> _weights = new(StringComparer.Ordinal);
    private readonly List<TensorNeed> _needs = [];
    private int _next;

    /// <summary>The floating-point type that the graph computes in.</summary>
    public ElementType Precision => precision;

    /// <summary>The tensors that were asked for.</summary>
    public IReadOnlyList<TensorNeed> Needs => _needs;

    /// <summary>Declares an input of whole numbers, one per text and token.</summary>
    public Value Input(string name) => Input(name, ElementType.Int64, "batch", "sequence");

    /// <summary>Declares an input.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Type of its elements.</param>
    /// <param name="dimensions">A number for a dimension that is known, a name for one that is not.</param>
    public Value Input(string name, ElementType type, params object[] dimensions)
    {
        Declare(_inputs, 11, name, type, dimensions);
        return new Value(name);
    }

    /// <summary>Declares an output in single precision, whatever the graph computes in.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">What it is, in the graph's precision.</param>
    /// <param name="dimensions">A number for a dimension that is known, a name for one that is not.</param>
    public void Output(string name, Value value, params object[] dimensions)
    {
        NodeAttribute[] target = precision == ElementType.Single ? [] : [new("to", (long)ElementType.Single)];
        _nodes.Message(1, node => WriteNode(node, target.Length == 0 ? "Identity" : "Cast", "", [value], [new Value(name)], target));
        Declare(_outputs, 12, name, ElementType.Single, dimensions);
    }

    /// <summary>Adds a node with one output.</summary>
    public Value Node(string operation, ReadOnlySpan<Value> inputs, params ReadOnlySpan<NodeAttribute> attributes) =>
        Nodes(operation, "", 1, inputs, attributes)[0];

    /// <summary>Adds a node of ONNX Runtime's own with one output.</summary>
    public Value Fused(string operation, ReadOnlySpan<Value> inputs, params ReadOnlySpan<NodeAttribute> attributes) =>
        Nodes(operation, Contrib, 1, inputs, attributes)[0];

    /// <summary>Adds a node with several outputs.</summary>
    public Value[] Nodes(string operation, string domain, int outputs, ReadOnlySpan<Value> inputs, params ReadOnlySpan<NodeAttribute> attributes)
    {
        var results = new Value[outputs];
        for (var i = 0; i < outputs; i++)
        {
            results[i] = Fresh();
        }

        var node = new ProtoWriter();
        WriteNode(node, operation, domain, inputs, results, attributes);
        _nodes.Bytes(1, node.Written);
        return results;
    }

    /// <summary>A tensor of the checkpoint, in the graph's precision.</summary>
    /// <param name="name">The name, as the family calls it.</param>
    /// <param name="role">What it is for.</param>
    /// <param name="shape">The shape that the configuration implies.</param>
    public Value Weight(string name, TensorRole role, params ReadOnlySpan<long> shape)
    {
        if (_weights.TryGetValue(name, out var known))
        {
            return known;
        }

        var source = weights ?? throw new InvalidOperationException("The graph was begun without weights.");
        var need = new TensorNeed(source.InFile(name), role, shape.ToArray());
        _needs.Add(need);
        var value = source.Find(need) is { } tensor ? External(need, tensor, source.Location(tensor.File)) : new Value(need.Name);
        _weights.Add(name, value);
        return value;
    }

    /// <summary>A number in the graph's precision.</summary>
    public Value Scalar(float value) => InPrecision(Single(value));

    /// <summary>A number in single precision.</summary>
    public Value Single(float value) => Floats([value], []);

    /// <summary>Numbers in single precision.</summary>
    public Value Floats(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) =>
        Constant(ElementType.Single, MemoryMarshal.AsBytes(values), shape);

    /// <summary>A whole number.</summary>
    public Value Number(long value) => Numbers([value], []);

    /// <summary>Whole numbers in a row.</summary>
    public Value Numbers(params ReadOnlySpan<long> values) => Numbers(values, [values.Length]);

    /// <summary>Whole numbers of a shape.</summary>
    public Value Numbers(ReadOnlySpan<long> values, ReadOnlySpan<long> shape) => Constant(ElementType.Int64, MemoryMarshal.AsBytes(values), shape);

    /// <summary>Changes the type of elements.</summary>
    public Value Cast(Value value, ElementType type) => Node("Cast", [value], new NodeAttribute("to", (long)type));

    /// <summary>Changes numbers in single precision to the graph's.</summary>
    public Value InPrecision(Value value) => precision == ElementType.Single ? value : Cast(value, precision);

    /// <summary>The finished model.</summary>
    /// <param name="name">A name for the graph.</param>
    public byte[] Finish(string name)
    {
        var model = new ProtoWriter();
        model.Number(1, FormatVersion);
        model.Text(2, "mteb");
        model.Message(7, graph =>
        {
            graph.Append(_nodes);
            graph.Text(2, name);
            graph.Append(_initializers);
            graph.Append(_inputs);
            graph.Append(_outputs);
        });
        model.Message(8, opset => opset.Number(2, Opset));
        model.Message(8, opset =>
        {
            opset.Text(1, Contrib);
            opset.Number(2, 1);
        });
        return model.Written.ToArray();
    }

    private Value External(TensorNeed need, CheckpointTensor tensor, string location)
    {
        var type = WeightNames.TypeOf(tensor.Entry)!.Value;
        _initializers.Message(5, initializer =>
        {
            WriteTensorHead(initializer, need.Name, type, [.. need.Shape]);
            Entry(initializer, "location", location);
            Entry(initializer, "offset", Text(tensor.Entry.Offset));
            Entry(initializer, "length", Text(tensor.Entry.Length));
            initializer.Number(14, 1);
        });
        var stored = new Value(need.Name);
        return type == precision ? stored : Cast(stored, precision);
    }

    private Value Constant(ElementType type, ReadOnlySpan<byte> bytes, ReadOnlySpan<long> shape)
    {
        var key = $"{type} {string.Join(',', shape.ToArray())} {Convert.ToHexString(bytes)}";
        if (_constants.TryGetValue(key, out var known))
        {
            return known;
        }

        var value = Fresh();
        var initializer = new ProtoWriter();
        WriteTensorHead(initializer, value.Name, type, shape);
        initializer.Bytes(9, bytes);
        _initializers.Bytes(5, initializer.Written);
        _constants.Add(key, value);
        return value;
    }

    private Value Fresh() => new($"v{_next++}");

    private static void Entry(ProtoWriter tensor, string key, string value) => tensor.Message(13, entry =>
    {
        entry.Text(1, key);
        entry.Text(2, value);
    });

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void WriteTensorHead(ProtoWriter tensor, string name, ElementType type, ReadOnlySpan<long> shape)
    {
        foreach (var dimension in shape)
        {
            tensor.Number(1, dimension);
        }

        tensor.Number(2, (long)type);
        tensor.Text(8, name);
    }

    private static void WriteNode(
        ProtoWriter node, string operation, string domain, ReadOnlySpan<Value> inputs, ReadOnlySpan<Value> outputs, ReadOnlySpan<NodeAttribute> attributes)
    {
        foreach (var input in inputs)
        {
            node.Text(1, input.Name);
        }

        foreach (var output in outputs)
        {
            node.Text(2, output.Name);
        }

        node.Text(4, operation);
        foreach (var attribute in attributes)
        {
            node.Message(5, writer => WriteAttribute(writer, attribute));
        }

        if (domain.Length > 0)
        {
            node.Text(7, domain);
        }
    }

    private static void WriteAttribute(ProtoWriter writer, NodeAttribute attribute)
    {
        writer.Text(1, attribute.Name);
        switch (attribute.Content)
        {
            case float single:
                writer.Single(2, single);
                writer.Number(20, 1);
                break;
            case long number:
                writer.Number(3, number);
                writer.Number(20, 2);
                break;
            case string text:
                writer.Text(4, text);
                writer.Number(20, 3);
                break;
            case long[] numbers:
                foreach (var number in numbers)
                {
                    writer.Number(8, number);
                }

                writer.Number(20, 7);
                break;
            default:
                throw new ArgumentException($"An attribute cannot hold {attribute.Content.GetType()}.", nameof(attribute));
        }
    }

    // ValueInfoProto: name 1, type 2; TypeProto.tensor_type 1: elem_type 1, shape 2; a dimension 1 has a value 1 or a name 2.
    private static void Declare(ProtoWriter graph, int field, string name, ElementType type, object[] dimensions) => graph.Message(field, info =>
    {
        info.Text(1, name);
        info.Message(2, outer => outer.Message(1, tensor =>
        {
            tensor.Number(1, (long)type);
            tensor.Message(2, shape =>
            {
                foreach (var dimension in dimensions)
                {
                    shape.Message(1, writer =>
                    {
                        if (dimension is int width)
                        {
                            writer.Number(1, width);
                        }
                        else
                        {
                            writer.Text(2, (string)dimension);
                        }
                    });
                }
            });
        }));
    });
}
