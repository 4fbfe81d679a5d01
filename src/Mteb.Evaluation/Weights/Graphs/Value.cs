namespace Mteb.Evaluation.Weights.Graphs;

/// <summary>A tensor of a graph under construction.</summary>
/// <param name="Name">Its name; empty for an optional input that is left out.</param>
internal readonly record struct Value(string Name)
{
    /// <summary>An optional input that is left out.</summary>
    public static Value None => new("");
}

/// <summary>An attribute of a graph's node.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">A <see cref="long"/>, <see cref="float"/>, <see cref="string"/> or array of <see cref="long"/>.</param>
internal readonly record struct NodeAttribute(string Name, object Content);

/// <summary>The element types of ONNX that graphs here use, with the numbers of <c>TensorProto.DataType</c>.</summary>
internal enum ElementType
{
    /// <summary>32-bit floating point.</summary>
    Single = 1,

    /// <summary>64-bit whole numbers.</summary>
    Int64 = 7,

    /// <summary>True or false.</summary>
    Boolean = 9,

    /// <summary>16-bit floating point.</summary>
    Half = 10,

    /// <summary>64-bit floating point.</summary>
    Double = 11,

    /// <summary>16-bit floating point with the exponent of 32 bits.</summary>
    BFloat16 = 16,
}
