using System.Runtime.InteropServices;

namespace Mteb.Testing.Onnx;

/// <summary>
/// Writes small ONNX models: a graph of nodes with inputs, outputs and initializers, in the order in which they are added.
/// The same calls give the same bytes. Field numbers are those of <c>onnx.proto</c>.
/// </summary>
public sealed class OnnxModelWriter
{
    private const int External = 1;

    private readonly List<Action<ProtobufWriter>> _nodes = [];
    private readonly List<Action<ProtobufWriter>> _initializers = [];
    private readonly List<Action<ProtobufWriter>> _inputs = [];
    private readonly List<Action<ProtobufWriter>> _outputs = [];
    private readonly List<(string Key, string Value)> _metadata = [];

    /// <summary>Version of the file format.</summary>
    public int IrVersion { get; init; } = 8;

    /// <summary>Version of the standard operators.</summary>
    public int Opset { get; init; } = 17;

    /// <summary>Name of the graph.</summary>
    public string GraphName { get; init; } = "graph";

    /// <summary>Name of the program that writes the model.</summary>
    public string Producer { get; init; } = "mteb";

    /// <summary>What the model is.</summary>
    public string Description { get; init; } = "";

    /// <summary>The model's own version.</summary>
    public long ModelVersion { get; init; } = 1;

    /// <summary>Adds an entry of metadata.</summary>
    public OnnxModelWriter Metadata(string key, string value)
    {
        _metadata.Add((key, value));
        return this;
    }

    /// <summary>Adds an input.</summary>
    public OnnxModelWriter Input(string name, OnnxType type, params OnnxDimension[] dimensions)
    {
        _inputs.Add(writer => ValueInfo(writer, name, type, dimensions));
        return this;
    }

    /// <summary>Adds an output.</summary>
    public OnnxModelWriter Output(string name, OnnxType type, params OnnxDimension[] dimensions)
    {
        _outputs.Add(writer => ValueInfo(writer, name, type, dimensions));
        return this;
    }

    /// <summary>Adds a node.</summary>
    public OnnxModelWriter Node(string operation, string[] inputs, string[] outputs, params OnnxAttribute[] attributes)
    {
        _nodes.Add(writer =>
        {
            Array.ForEach(inputs, input => writer.Text(1, input));
            Array.ForEach(outputs, output => writer.Text(2, output));
            writer.Text(3, $"{operation}_{outputs[0]}");
            writer.Text(4, operation);
            Array.ForEach(attributes, attribute => writer.Message(5, attribute.Write));
        });
        return this;
    }

    /// <summary>Adds an initializer.</summary>
    public OnnxModelWriter Initializer(string name, float[] values, params long[] dimensions) =>
        Initializer(name, OnnxType.Float, MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), dimensions);

    /// <summary>Adds an initializer.</summary>
    public OnnxModelWriter Initializer(string name, long[] values, params long[] dimensions) =>
        Initializer(name, OnnxType.Int64, MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), dimensions);

    /// <summary>Adds an initializer by its bytes, little endian.</summary>
    public OnnxModelWriter Initializer(string name, OnnxType type, byte[] bytes, params long[] dimensions)
    {
        _initializers.Add(writer =>
        {
            Tensor(writer, name, type, dimensions);
            writer.Bytes(9, bytes);
        });
        return this;
    }

    /// <summary>Adds an initializer whose bytes lie in another file, such as a safetensors file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its element type.</param>
    /// <param name="location">Path of the file, relative to the model's folder.</param>
    /// <param name="offset">Where in the file it begins.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="dimensions">Its shape.</param>
    public OnnxModelWriter ExternalInitializer(
        string name, OnnxType type, string location, long offset, long length, params long[] dimensions)
    {
        _initializers.Add(writer =>
        {
            Tensor(writer, name, type, dimensions);
            Entry(writer, 13, "location", location);
            Entry(writer, 13, "offset", $"{offset}");
            Entry(writer, 13, "length", $"{length}");
            writer.Varint(14, External);
        });
        return this;
    }

    /// <summary>The model file (ModelProto).</summary>
    public byte[] ToBytes()
    {
        var writer = new ProtobufWriter()
            .Varint(1, IrVersion)
            .Text(2, Producer)
            .Varint(5, ModelVersion)
            .Text(6, Description)
            .Message(7, Graph)
            .Message(8, opset => opset.Text(1, "").Varint(2, Opset));
        _metadata.ForEach(entry => Entry(writer, 14, entry.Key, entry.Value));
        return writer.ToArray();
    }

    private void Graph(ProtobufWriter writer)
    {
        _nodes.ForEach(node => writer.Message(1, node));
        writer.Text(2, GraphName);
        _initializers.ForEach(initializer => writer.Message(5, initializer));
        _inputs.ForEach(input => writer.Message(11, input));
        _outputs.ForEach(output => writer.Message(12, output));
    }

    private static void Tensor(ProtobufWriter writer, string name, OnnxType type, long[] dimensions)
    {
        Array.ForEach(dimensions, dimension => writer.Varint(1, dimension));
        writer.Varint(2, (int)type);
        writer.Text(8, name);
    }

    private static void ValueInfo(ProtobufWriter writer, string name, OnnxType type, OnnxDimension[] dimensions) => writer
        .Text(1, name)
        .Message(2, value => value
            .Message(1, tensor => tensor
                .Varint(1, (int)type)
                .Message(2, shape => Array.ForEach(dimensions, dimension => shape.Message(1, dim => Dimension(dim, dimension))))));

    private static void Dimension(ProtobufWriter writer, OnnxDimension dimension)
    {
        if (dimension.Value is { } value)
        {
            writer.Varint(1, value);
        }
        else if (dimension.Name is { } name)
        {
            writer.Text(2, name);
        }
    }

    private static void Entry(ProtobufWriter writer, int field, string key, string value) =>
        writer.Message(field, entry => entry.Text(1, key).Text(2, value));
}
