namespace Microsoft.ML.OnnxRuntime.Tensors;

/// <summary>Which .NET type stands for which element type.</summary>
internal static class ElementTypes
{
    /// <summary>The .NET type and the size in bytes of an element type; null and zero where there is none.</summary>
    public static (Type? Type, int Size) Describe(TensorElementType type) => type switch
    {
        TensorElementType.Float => (typeof(float), 4),
        TensorElementType.UInt8 => (typeof(byte), 1),
        TensorElementType.Int8 => (typeof(sbyte), 1),
        TensorElementType.UInt16 => (typeof(ushort), 2),
        TensorElementType.Int16 => (typeof(short), 2),
        TensorElementType.Int32 => (typeof(int), 4),
        TensorElementType.Int64 => (typeof(long), 8),
        TensorElementType.String => (typeof(string), 0),
        TensorElementType.Bool => (typeof(bool), 1),
        TensorElementType.Float16 => (typeof(Float16), 2),
        TensorElementType.Double => (typeof(double), 8),
        TensorElementType.UInt32 => (typeof(uint), 4),
        TensorElementType.UInt64 => (typeof(ulong), 8),
        TensorElementType.BFloat16 => (typeof(BFloat16), 2),
        _ => (null, 0),
    };

    /// <summary>The element type that a .NET type stands for.</summary>
    /// <exception cref="OnnxRuntimeException">It stands for none.</exception>
    public static TensorElementType Of(Type type)
    {
        for (var element = TensorElementType.Float; element < TensorElementType.DataTypeMax; element++)
        {
            if (Describe(element).Type == type)
            {
                return element;
            }
        }

        throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"A tensor cannot have elements of type {type}.");
    }
}
