using Mteb.Evaluation.Weights.Graphs;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Encoding;

/// <summary>Reads the few facts of an ONNX file that decide whether and how it can be run. Weights are skipped, not loaded.</summary>
/// <remarks>Field numbers are those of <c>onnx.proto</c>: ModelProto.graph 7; GraphProto.node 1, initializer 5, input 11.</remarks>
internal sealed class GraphFactsReader
{
    private const string TokenIds = "input_ids";

    // Operators that hand their first input on, in another type or shape.
    private static readonly HashSet<string> Pass = new(StringComparer.Ordinal)
    {
        "Cast", "Identity", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Clip", "DequantizeLinear", "Transpose",
    };

    private static readonly HashSet<string> BatchWide = new(StringComparer.Ordinal)
    {
        "DynamicQuantizeLinear", "DynamicQuantizeMatMul", "DynamicQuantizeLSTM",
    };

    private readonly ProtoReader _reader;
    private readonly Dictionary<string, long[]> _initializers = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _external = new(StringComparer.Ordinal);
    private readonly List<GraphNode> _nodes = [];
    private bool _hasGraph;

    private GraphFactsReader(Stream stream) => _reader = new ProtoReader(stream);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The ONNX file.</param>
    public static Outcome<GraphFacts> Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            if (LargeFilePointer.Is(stream))
            {
                return EncodingCodes.GraphUnreadable.At(
                    new SourcePlace(path), "The file is not the ONNX file but a pointer to it, which Git leaves where its Large File Storage was not fetched.", "Run 'git lfs pull' in the model's folder, or download the file itself.");
            }

            var reader = new GraphFactsReader(stream);
            reader.Model(stream.Length);
            return reader._hasGraph ? reader.Facts() : Damaged(path, "it holds no graph");
        }
        catch (InvalidDataException error)
        {
            return Damaged(path, error.Message);
        }
        catch (EndOfStreamException)
        {
            return Damaged(path, "it ends too early");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return EncodingCodes.GraphUnreadable.At(
                new SourcePlace(path), $"The ONNX file cannot be read: {error.Message}", "Check that the file exists and may be read.");
        }
    }

    private void Model(long end) => _reader.Message(end, (field, wire) =>
    {
        if (field == 7)
        {
            _hasGraph = true;
            _reader.Embedded(wire, Graph);
        }
        else
        {
            _reader.Skip(wire);
        }
    });

    private void Graph(int field, int wire)
    {
        switch (field)
        {
            case 1:
                Node(wire);
                break;
            case 5:
                Initializer(wire);
                break;
            default:
                _reader.Skip(wire);
                break;
        }
    }

    // NodeProto: input 1, output 2, op_type 4.
    private void Node(int nodeWire)
    {
        var (operation, inputs, outputs) = ("", new List<string>(), new List<string>());
        _reader.Embedded(nodeWire, (field, wire) =>
        {
            switch (field)
            {
                case 1:
                    inputs.Add(_reader.Text(wire));
                    break;
                case 2:
                    outputs.Add(_reader.Text(wire));
                    break;
                case 4:
                    operation = _reader.Text(wire);
                    break;
                default:
                    _reader.Skip(wire);
                    break;
            }
        });
        _nodes.Add(new GraphNode(operation, inputs, outputs));
    }

    // TensorProto: dims 1, name 8, external_data 13.
    private void Initializer(int tensorWire)
    {
        var (name, dimensions) = ("", new List<long>());
        _reader.Embedded(tensorWire, (field, wire) =>
        {
            switch (field)
            {
                case 1:
                    _reader.Numbers(wire, dimensions);
                    break;
                case 8:
                    name = _reader.Text(wire);
                    break;
                case 13:
                    External(wire);
                    break;
                default:
                    _reader.Skip(wire);
                    break;
            }
        });
        _initializers[name] = [.. dimensions];
    }

    // StringStringEntryProto: key 1, value 2.
    private void External(int entryWire)
    {
        var (key, value) = ("", "");
        _reader.Embedded(entryWire, (field, wire) =>
        {
            switch (field)
            {
                case 1:
                    key = _reader.Text(wire);
                    break;
                case 2:
                    value = _reader.Text(wire);
                    break;
                default:
                    _reader.Skip(wire);
                    break;
            }
        });
        if (key == "location")
        {
            _external.Add(value);
        }
    }

    private GraphFacts Facts() => new([.. _external], VocabularyRows(), _nodes.Any(node => BatchWide.Contains(node.Operation)));

    /// <summary>Follows the token ids to the first lookup, and its table back to the initializer.</summary>
    private long? VocabularyRows()
    {
        var ids = new HashSet<string>(StringComparer.Ordinal) { TokenIds };
        var sources = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var node in _nodes)
        {
            if (node.Inputs.Count == 0 || node.Outputs.Count == 0)
            {
                continue;
            }

            if (Pass.Contains(node.Operation))
            {
                sources[node.Outputs[0]] = node.Inputs[0];
                if (ids.Contains(node.Inputs[0]))
                {
                    ids.Add(node.Outputs[0]);
                }
            }
            else if (Table(node, ids) is { } table && Rows(table, sources) is { } rows)
            {
                return rows;
            }
        }

        return null;
    }

    private static string? Table(GraphNode node, HashSet<string> ids) => node switch
    {
        { Operation: "Gather" or "GatherBlockQuantized", Inputs: [var table, var indices, ..] } when ids.Contains(indices) => table,
        { Operation: "EmbedLayerNormalization" or "QEmbedLayerNormalization", Inputs: [var indices, _, var table, ..] } when ids.Contains(indices) => table,
        _ => null,
    };

    private long? Rows(string table, Dictionary<string, string> sources)
    {
        while (sources.TryGetValue(table, out var source))
        {
            table = source;
        }

        return _initializers.TryGetValue(table, out var dimensions) && dimensions.Length == 2 ? dimensions[0] : null;
    }

    private static Diagnostic Damaged(string path, string why) => EncodingCodes.GraphUnreadable.At(
        new SourcePlace(path),
        $"The ONNX file is damaged: {why.TrimEnd('.')}.",
        "Download or export the file again.");

    private readonly record struct GraphNode(string Operation, List<string> Inputs, List<string> Outputs);
}
