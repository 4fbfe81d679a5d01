using Microsoft.ML.OnnxRuntime.Native;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>What a model says of one of its inputs or outputs.</summary>
public unsafe class NodeMetadata
{
    private readonly TensorElementType _elementType;
    private readonly int[] _dimensions = [];
    private readonly string[] _symbolicDimensions = [];

    // Reads a native OrtTypeInfo, which stays the caller's.
    internal NodeMetadata(nint typeInfo)
    {
        OnnxValueType = (OnnxValueType)OrtApi.GetInt(OrtFunction.GetOnnxTypeFromTypeInfo, typeInfo);
        if (!IsTensor)
        {
            return;
        }

        nint tensor;
        OrtStatus.Verify(OrtApi.CastTypeInfoToTensorInfo(typeInfo, &tensor));
        _elementType = (TensorElementType)OrtApi.GetInt(OrtFunction.GetTensorElementType, tensor);
        var rank = OrtApi.GetCount(OrtFunction.GetDimensionsCount, tensor);
        var dimensions = new long[rank];
        var names = new nint[rank];
        fixed (long* first = dimensions)
        fixed (nint* firstName = names)
        {
            OrtStatus.Verify(OrtApi.GetDimensions(tensor, first, (nuint)rank));
            OrtStatus.Verify(OrtApi.GetSymbolicDimensions(tensor, (byte**)firstName, (nuint)rank));
        }

        _dimensions = Array.ConvertAll(dimensions, dimension => checked((int)dimension));
        _symbolicDimensions = Array.ConvertAll(names, name => Utf8.Read((byte*)name));
    }

    /// <summary>What it holds.</summary>
    public OnnxValueType OnnxValueType { get; }

    /// <summary>Whether it is a tensor, dense or sparse.</summary>
    public bool IsTensor => OnnxValueType is OnnxValueType.ONNX_TYPE_TENSOR or OnnxValueType.ONNX_TYPE_SPARSETENSOR;

    /// <summary>Whether it is a tensor of strings.</summary>
    public bool IsString => ElementDataType == TensorElementType.String;

    /// <summary>The dimensions of a tensor; -1 where the model leaves one open.</summary>
    /// <exception cref="OnnxRuntimeException">It is no tensor.</exception>
    public int[] Dimensions => Tensor(_dimensions);

    /// <summary>The names of a tensor's open dimensions; empty where one is a number or has no name.</summary>
    /// <exception cref="OnnxRuntimeException">It is no tensor.</exception>
    public string[] SymbolicDimensions => Tensor(_symbolicDimensions);

    /// <summary>The .NET type of a tensor's elements.</summary>
    /// <exception cref="OnnxRuntimeException">It is no tensor, or the type of its elements has no .NET counterpart.</exception>
    public Type ElementType => ElementTypes.Describe(ElementDataType).Type
        ?? throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"Elements of type {ElementDataType} have no .NET counterpart.");

    /// <summary>The type of a tensor's elements.</summary>
    /// <exception cref="OnnxRuntimeException">It is no tensor.</exception>
    public TensorElementType ElementDataType => Tensor(_elementType);

    private T Tensor<T>(T value) => IsTensor
        ? value
        : throw new OnnxRuntimeException(ErrorCode.Fail, $"The input or output is no tensor but {OnnxValueType}.");
}
