using Mteb.Evaluation.Weights.Graphs;

namespace Mteb.Evaluation.Weights.Guard;

/// <summary>Floating-point weights that an ONNX file holds or refers to.</summary>
/// <param name="Name">The name that the graph gives them.</param>
/// <param name="Path">The file that holds them.</param>
/// <param name="Entry">Their type and place, in the words of safetensors.</param>
internal sealed record OnnxInitializer(string Name, string Path, SafetensorsEntry Entry);

/// <summary>Lists the weights of an ONNX file without loading them.</summary>
/// <remarks>Field numbers are those of <c>onnx.proto</c>: ModelProto.graph 7, GraphProto.initializer 5.</remarks>
internal sealed class OnnxInitializers
{
    private readonly string _path;
    private readonly ProtoReader _reader;
    private readonly List<OnnxInitializer> _found = [];

    private OnnxInitializers(string path, Stream stream) => (_path, _reader) = (path, new ProtoReader(stream));

    /// <summary>Lists the weights.</summary>
    /// <param name="path">An ONNX file that can be read.</param>
    /// <returns>Those of floating-point numbers that lie in one piece; others, quantised ones for example, are left out.</returns>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<OnnxInitializer> Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        var list = new OnnxInitializers(path, stream);
        list._reader.Message(stream.Length, (field, wire) => list.In(7, field, wire, (inner, innerWire) => list.In(5, inner, innerWire, null)));
        return list._found;
    }

    private void In(int wanted, int field, int wire, Action<int, int>? inside)
    {
        if (field != wanted)
        {
            _reader.Skip(wire);
        }
        else if (inside is not null)
        {
            _reader.Embedded(wire, inside);
        }
        else
        {
            Initializer(wire);
        }
    }

    // TensorProto: dims 1, data_type 2, name 8, raw_data 9, external_data 13.
    private void Initializer(int wire)
    {
        var (name, type, shape, place) = ("", 0L, new List<long>(), (Offset: 0L, Length: 0L));
        var external = new Dictionary<string, string>(StringComparer.Ordinal);
        _reader.Embedded(wire, (field, inner) =>
        {
            switch (field)
            {
                case 1:
                    _reader.Numbers(inner, shape);
                    break;
                case 2:
                    type = _reader.Number(inner);
                    break;
                case 8:
                    name = _reader.Text(inner);
                    break;
                case 9:
                    place = _reader.Place(inner);
                    break;
                case 13:
                    External(inner, external);
                    break;
                default:
                    _reader.Skip(inner);
                    break;
            }
        });
        var path = _path;
        if (external.TryGetValue("location", out var location))
        {
            path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(_path))!, location);
            place = (Whole(external, "offset"), Whole(external, "length"));
            if (!IsInside(location) || !File.Exists(path) || place.Offset < 0 || place.Offset > new FileInfo(path).Length - place.Length)
            {
                // Loading the graph says so.
                return;
            }
        }

        if (Name(type) is { } known && place.Length > 0 && place.Length == shape.Aggregate(Size(known), (size, dimension) => size * dimension))
        {
            _found.Add(new OnnxInitializer(name, path, new SafetensorsEntry(known, shape, place.Offset, place.Length)));
        }
    }

    // StringStringEntryProto: key 1, value 2.
    private void External(int wire, Dictionary<string, string> entries)
    {
        var (key, value) = ("", "");
        _reader.Embedded(wire, (field, inner) =>
        {
            var text = _reader.Text(inner);
            (key, value) = field == 1 ? (text, value) : (key, text);
        });
        entries[key] = value;
    }

    private static bool IsInside(string location) => !Path.IsPathRooted(location) && !location.Split('/', '\\').Contains("..");

    private static long Whole(Dictionary<string, string> entries, string key) =>
        long.TryParse(entries.GetValueOrDefault(key), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string? Name(long type) => (ElementType)type switch
    {
        ElementType.Single => "F32",
        ElementType.Half => "F16",
        ElementType.BFloat16 => "BF16",
        ElementType.Double => "F64",
        _ => null,
    };

    private static long Size(string type) => type switch { "F64" => 8, "F32" => 4, _ => 2 };
}
