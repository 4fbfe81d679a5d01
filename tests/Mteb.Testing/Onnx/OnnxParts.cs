namespace Mteb.Testing.Onnx;

/// <summary>The element types of ONNX tensors, with their numbers in model files.</summary>
public enum OnnxType
{
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Float16 = 10,
    Double = 11,
    BFloat16 = 16,
}

/// <summary>A dimension: a number, a name, or unknown.</summary>
public readonly record struct OnnxDimension
{
    /// <summary>The number; null where the dimension is open.</summary>
    public long? Value { get; init; }

    /// <summary>The name of an open dimension; null where it has none.</summary>
    public string? Name { get; init; }

    /// <summary>A number.</summary>
    public static implicit operator OnnxDimension(long value) => new() { Value = value };

    /// <summary>A named open dimension.</summary>
    public static implicit operator OnnxDimension(string name) => new() { Name = name };
}

/// <summary>An attribute of a node.</summary>
public sealed class OnnxAttribute
{
    private const int FloatKind = 1;
    private const int IntKind = 2;
    private const int StringKind = 3;
    private const int FloatsKind = 6;
    private const int IntsKind = 7;

    private readonly string _name;
    private readonly int _kind;
    private readonly Action<ProtobufWriter> _value;

    private OnnxAttribute(string name, int kind, Action<ProtobufWriter> value) => (_name, _kind, _value) = (name, kind, value);

    public static OnnxAttribute Float(string name, float value) => new(name, FloatKind, writer => writer.Float(2, value));

    public static OnnxAttribute Int(string name, long value) => new(name, IntKind, writer => writer.Varint(3, value));

    public static OnnxAttribute String(string name, string value) => new(name, StringKind, writer => writer.Text(4, value));

    public static OnnxAttribute Floats(string name, params float[] values) =>
        new(name, FloatsKind, writer => Array.ForEach(values, value => writer.Float(7, value)));

    public static OnnxAttribute Ints(string name, params long[] values) =>
        new(name, IntsKind, writer => Array.ForEach(values, value => writer.Varint(8, value)));

    /// <summary>Writes the attribute (AttributeProto).</summary>
    internal void Write(ProtobufWriter writer)
    {
        writer.Text(1, _name);
        _value(writer);
        writer.Varint(20, _kind);
    }
}
