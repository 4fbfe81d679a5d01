using Microsoft.ML.OnnxRuntime.Native;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>The element type and the shape of a tensor.</summary>
public readonly unsafe struct OrtTensorTypeAndShapeInfo
{
    // Reads a native object, which stays the caller's.
    internal OrtTensorTypeAndShapeInfo(nint handle)
    {
        ElementDataType = (TensorElementType)OrtApi.GetInt(OrtFunction.GetTensorElementType, handle);
        nuint count;
        OrtStatus.Verify(OrtApi.GetTensorShapeElementCount(handle, &count));
        ElementCount = checked((long)count);
        Shape = new long[OrtApi.GetCount(OrtFunction.GetDimensionsCount, handle)];
        fixed (long* first = Shape)
        {
            OrtStatus.Verify(OrtApi.GetDimensions(handle, first, (nuint)Shape.Length));
        }
    }

    /// <summary>The type of the elements.</summary>
    public TensorElementType ElementDataType { get; }

    /// <summary>Whether the elements are strings.</summary>
    public bool IsString => ElementDataType == TensorElementType.String;

    /// <summary>How many elements there are: the product of the dimensions.</summary>
    public long ElementCount { get; }

    /// <summary>How many dimensions there are.</summary>
    public int DimensionsCount => Shape.Length;

    /// <summary>The dimensions.</summary>
    public long[] Shape { get; }
}
