using System.Globalization;
using System.Runtime.InteropServices;
using Mteb.Evaluation.Weights.Graphs;

namespace Mteb.Quantise;

/// <summary>A quantised model.</summary>
/// <param name="Model">The ONNX file.</param>
/// <param name="Matrices">How many matrices are in 8 bits.</param>
/// <param name="Tables">How many tables are.</param>
internal readonly record struct QuantizedModel(byte[] Model, int Matrices, int Tables);

/// <summary>Quantises the constant matrices and tables of an ONNX file.</summary>
/// <remarks>
/// Field numbers are those of <c>onnx.proto</c>: ModelProto.graph 7; GraphProto.node 1, initializer 5; NodeProto.input 1, output 2,
/// op_type 4, attribute 5; TensorProto.dims 1, data_type 2, name 8, raw_data 9, external_data 13, data_location 14.
/// </remarks>
internal sealed class OnnxQuantizer
{
    private const int Single = 1;
    private const int Signed8 = 3;
    private const int External = 1;

    // Of matrices, one bit is left out: sums of two products fit into 16 bits.
    private const int LargestOfMatrix = 63;
    private const int LargestOfTable = 127;

    private readonly string _folder;
    private readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tensor> _turned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);
    private readonly List<byte[]> _added = [];
    private readonly HashSet<string> _replaced = new(StringComparer.Ordinal);
    private int _matrices;
    private int _tables;

    private OnnxQuantizer(string folder) => _folder = folder;

    /// <summary>Quantises a model. What it keeps in other files is taken into the new one.</summary>
    /// <param name="path">An ONNX file.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static QuantizedModel Quantize(string path)
    {
        var quantizer = new OnnxQuantizer(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var written = ProtoMessage.Parse(File.ReadAllBytes(path)).Write((field, content) => field == 7 ? [quantizer.Graph(ProtoMessage.Parse(content))] : null);
        return new QuantizedModel(written, quantizer._matrices, quantizer._tables);
    }

    private byte[] Graph(ProtoMessage graph)
    {
        foreach (var initializer in graph.All(5).Select(ProtoMessage.Parse))
        {
            var tensor = Read(initializer);
            _tensors[tensor.Name] = tensor;
        }

        foreach (var node in graph.All(1).Select(ProtoMessage.Parse))
        {
            if ((node.Texts(4), node.Texts(1), node.Texts(2)) is (["Transpose"], [var matrix], [var turned])
                && _tensors.TryGetValue(matrix, out var tensor) && tensor is { IsSingle: true, Shape: [_, _] })
            {
                _turned[turned] = tensor;
            }

            foreach (var input in node.Texts(1))
            {
                _uses[input] = _uses.GetValueOrDefault(input) + 1;
            }
        }

        // Nodes first: they say which tensors are replaced.
        var nodes = graph.All(1).ToDictionary(node => node, node => Node(ProtoMessage.Parse(node)));
        var isFirst = true;
        return graph.Write((field, content) =>
        {
            if (field == 1)
            {
                return nodes[content];
            }

            if (field != 5)
            {
                return null;
            }

            byte[][] before = isFirst ? [.. _added] : [];
            isFirst = false;
            var tensor = ProtoMessage.Parse(content);
            return _replaced.Contains(tensor.Texts(8)[0]) ? before : [.. before, Inside(tensor)];
        });
    }

    private Tensor Read(ProtoMessage tensor) => new(
        tensor.Texts(8).FirstOrDefault() ?? "",
        tensor.Numbers(1),
        tensor.Numbers(2) is [Single],
        tensor.Numbers(14) is [External] ? ReadExternal(tensor) : tensor.All(9).FirstOrDefault());

    // StringStringEntryProto: key 1, value 2.
    private byte[] ReadExternal(ProtoMessage tensor)
    {
        var entries = tensor.All(13).Select(ProtoMessage.Parse).ToDictionary(entry => entry.Texts(1)[0], entry => entry.Texts(2)[0]);
        using var file = File.OpenHandle(Path.Combine(_folder, entries["location"]));
        var bytes = new byte[int.Parse(entries["length"], CultureInfo.InvariantCulture)];
        var read = RandomAccess.Read(file, bytes, long.Parse(entries.GetValueOrDefault("offset", "0"), CultureInfo.InvariantCulture));
        return read == bytes.Length ? bytes : throw new InvalidDataException($"'{entries["location"]}' is too short.");
    }

    private byte[] Inside(ProtoMessage tensor) => tensor.Numbers(14) is [External]
        ? Write(tensor.Texts(8)[0], (int)tensor.Numbers(2)[0], tensor.Numbers(1), ReadExternal(tensor))
        : tensor.Write((_, _) => null);

    private IEnumerable<byte[]>? Node(ProtoMessage node) => (node.Texts(4), node.Texts(1), node.Texts(2)) switch
    {
        (["Transpose"], _, [var turned]) when Turn(turned) is not null => [],
        (["MatMul"], [var left, var right], [var output]) when Turn(right) is { } matrix => Product(left, matrix, output),
        (["MatMul"], [var left, var right], [var output]) when Take(right) is { } matrix => Product(left, matrix, output),
        (["Gather"], [var table, var ids], [var output]) when Take(table) is { } rows && node.All(5).All(attribute => ProtoMessage.Parse(attribute).Numbers(3) is [] or [0]) => Lookup(rows, ids, output),
        _ => null,
    };

    // A constant matrix that is turned for one product.
    private Tensor? Turn(string name)
    {
        if (!_turned.TryGetValue(name, out var stored) || _uses[name] != 1 || Take(stored.Name) is null)
        {
            return null;
        }

        var (rows, columns) = ((int)stored.Shape[0], (int)stored.Shape[1]);
        var values = MemoryMarshal.Cast<byte, float>(stored.Data.Span);
        var turned = new float[values.Length];
        for (var i = 0; i < turned.Length; i++)
        {
            turned[i] = values[i % rows * columns + i / rows];
        }

        return stored with { Shape = [columns, rows], Data = MemoryMarshal.AsBytes<float>(turned).ToArray() };
    }

    // A matrix of single precision that nothing else uses.
    private Tensor? Take(string name) =>
        _tensors.TryGetValue(name, out var tensor) && tensor is { IsSingle: true, Shape: [> 1, > 1] } && tensor.Data.Length == 4 * tensor.Shape[0] * tensor.Shape[1] && _uses[name] == 1
            ? tensor
            : null;

    private IEnumerable<byte[]> Product(string left, Tensor matrix, string output)
    {
        var (rows, columns) = ((int)matrix.Shape[0], (int)matrix.Shape[1]);
        var values = MemoryMarshal.Cast<byte, float>(matrix.Data.Span);
        var (whole, scales) = (new sbyte[rows * columns], new float[columns]);
        for (var column = 0; column < columns; column++)
        {
            Quantize(values, whole, column, columns, rows, LargestOfMatrix, out scales[column]);
        }

        var name = Replace(matrix, whole, scales, [columns]);
        _matrices++;
        return
        [
            Write("DynamicQuantizeLinear", [left], [output + "_whole", output + "_step", output + "_zero"]),
            Write("MatMulInteger", [output + "_whole", name + "_quantized", output + "_zero"], [output + "_sum"]),
            Write("Cast", [output + "_sum"], [output + "_real"], new NodeAttribute("to", (long)Single)),
            Write("Mul", [output + "_step", name + "_scale"], [output + "_steps"]),
            Write("Mul", [output + "_real", output + "_steps"], [output]),
        ];
    }

    private IEnumerable<byte[]> Lookup(Tensor table, string ids, string output)
    {
        var (rows, columns) = ((int)table.Shape[0], (int)table.Shape[1]);
        var values = MemoryMarshal.Cast<byte, float>(table.Data.Span);
        var (whole, scales) = (new sbyte[rows * columns], new float[rows]);
        for (var row = 0; row < rows; row++)
        {
            Quantize(values, whole, row * columns, 1, columns, LargestOfTable, out scales[row]);
        }

        var name = Replace(table, whole, scales, [rows, 1]);
        _tables++;
        return
        [
            Write("Gather", [name + "_quantized", ids], [output + "_whole"]),
            Write("Cast", [output + "_whole"], [output + "_real"], new NodeAttribute("to", (long)Single)),
            Write("Gather", [name + "_scale", ids], [output + "_steps"]),
            Write("Mul", [output + "_real", output + "_steps"], [output]),
        ];
    }

    private string Replace(Tensor tensor, sbyte[] whole, float[] scales, long[] scaleShape)
    {
        _replaced.Add(tensor.Name);
        _added.Add(Write(tensor.Name + "_quantized", Signed8, tensor.Shape, MemoryMarshal.AsBytes<sbyte>(whole)));
        _added.Add(Write(tensor.Name + "_scale", Single, scaleShape, MemoryMarshal.AsBytes<float>(scales)));
        return tensor.Name;
    }

    // Numbers that share a scale: the largest becomes the largest whole number.
    private static void Quantize(ReadOnlySpan<float> values, sbyte[] whole, int first, int step, int count, int largest, out float scale)
    {
        var extent = 0f;
        for (var i = 0; i < count; i++)
        {
            extent = Math.Max(extent, Math.Abs(values[first + i * step]));
        }

        scale = extent > 0 ? extent / largest : 1;
        for (var i = 0; i < count; i++)
        {
            whole[first + i * step] = (sbyte)Math.Clamp(MathF.Round(values[first + i * step] / scale), -largest, largest);
        }
    }

    private static byte[] Write(string operation, string[] inputs, string[] outputs, NodeAttribute? attribute = null)
    {
        var node = new ProtoWriter();
        foreach (var input in inputs)
        {
            node.Text(1, input);
        }

        foreach (var output in outputs)
        {
            node.Text(2, output);
        }

        node.Text(4, operation);
        if (attribute is { Content: long number } given)
        {
            // AttributeProto: name 1, i 3, type 20 (2 for a whole number).
            node.Message(5, writer =>
            {
                writer.Text(1, given.Name);
                writer.Number(3, number);
                writer.Number(20, 2);
            });
        }

        return node.Written.ToArray();
    }

    private static byte[] Write(string name, int type, long[] shape, ReadOnlySpan<byte> data)
    {
        var tensor = new ProtoWriter();
        foreach (var dimension in shape)
        {
            tensor.Number(1, dimension);
        }

        tensor.Number(2, type);
        tensor.Text(8, name);
        tensor.Bytes(9, data);
        return tensor.Written.ToArray();
    }

    private sealed record Tensor(string Name, long[] Shape, bool IsSingle, ReadOnlyMemory<byte> Data);
}
