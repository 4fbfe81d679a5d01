using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>
/// An input or output of a run. A tensor lies either over memory of the caller, which stays pinned until the value is
/// disposed of and is never copied, or over memory of ONNX Runtime.
/// </summary>
public unsafe class OrtValue : IDisposable
{
    private readonly ValueHandle _handle;

    // Takes the native value over.
    internal OrtValue(nint value)
        : this(new ValueHandle(value, default))
    {
    }

    private OrtValue(ValueHandle handle)
    {
        _handle = handle;
        using var value = handle.Borrow();
        OnnxType = (OnnxValueType)OrtApi.GetInt(OrtFunction.GetValueType, value.Pointer);
    }

    /// <summary>What the value holds.</summary>
    public OnnxValueType OnnxType { get; }

    /// <summary>Whether it holds a tensor.</summary>
    public bool IsTensor => OnnxType == OnnxValueType.ONNX_TYPE_TENSOR;

    /// <summary>Whether it holds a sparse tensor.</summary>
    public bool IsSparseTensor => OnnxType == OnnxValueType.ONNX_TYPE_SPARSETENSOR;

    /// <summary>The native value.</summary>
    internal SafeHandle Handle => _handle;

    /// <summary>A tensor over an array. What either side writes the other sees.</summary>
    /// <param name="data">The elements in row-major order; at least as many as the shape asks for.</param>
    /// <param name="shape">The dimensions.</param>
    /// <exception cref="OnnxRuntimeException">The array is too short, or ONNX knows no such element type.</exception>
    public static OrtValue CreateTensorValueFromMemory<T>(T[] data, long[] shape)
        where T : unmanaged => CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, new Memory<T>(data), shape);

    /// <summary>A tensor over memory. What either side writes the other sees.</summary>
    /// <param name="memoryInfo">Where the memory lies; <see cref="OrtMemoryInfo.DefaultInstance"/> for the CPU.</param>
    /// <param name="memory">The elements in row-major order; at least as many as the shape asks for.</param>
    /// <param name="shape">The dimensions.</param>
    /// <exception cref="OnnxRuntimeException">The memory is too short, or ONNX knows no such element type.</exception>
    public static OrtValue CreateTensorValueFromMemory<T>(OrtMemoryInfo memoryInfo, Memory<T> memory, long[] shape)
        where T : unmanaged
    {
        var type = ElementTypes.Of(typeof(T));
        var count = CountElements(shape);
        if (count > memory.Length)
        {
            throw new OnnxRuntimeException(
                ErrorCode.InvalidArgument,
                $"The shape [{string.Join(", ", shape)}] has {count} elements, but the memory only {memory.Length}.");
        }

        var pinned = memory.Pin();
        try
        {
            var value = CreateOver(memoryInfo, type, shape, (nint)pinned.Pointer, (long)memory.Length * sizeof(T));
            return new OrtValue(new ValueHandle(value, pinned));
        }
        catch
        {
            pinned.Dispose();
            throw;
        }
    }

    /// <summary>A tensor over native memory, which must outlive the value.</summary>
    /// <param name="memInfo">Where the memory lies.</param>
    /// <param name="elementType">The type of the elements.</param>
    /// <param name="shape">The dimensions.</param>
    /// <param name="dataBufferPtr">The first byte.</param>
    /// <param name="bufferLengthInBytes">How many bytes there are.</param>
    /// <exception cref="OnnxRuntimeException">The memory is too short, or the element type has no .NET counterpart.</exception>
    public static OrtValue CreateTensorValueWithData(
        OrtMemoryInfo memInfo, TensorElementType elementType, long[] shape, IntPtr dataBufferPtr, long bufferLengthInBytes)
    {
        var size = ElementTypes.Describe(elementType).Size;
        if (size == 0)
        {
            throw new OnnxRuntimeException(
                ErrorCode.InvalidArgument, $"A tensor with elements of type {elementType} cannot lie over native memory.");
        }

        var needed = CountElements(shape) * size;
        if (needed > bufferLengthInBytes)
        {
            throw new OnnxRuntimeException(
                ErrorCode.InvalidArgument,
                $"The shape [{string.Join(", ", shape)}] takes {needed} bytes, but the memory has only {bufferLengthInBytes}.");
        }

        return new OrtValue(CreateOver(memInfo, elementType, shape, dataBufferPtr, bufferLengthInBytes));
    }

    /// <summary>A tensor over memory that ONNX Runtime allocates; its content is undefined.</summary>
    /// <param name="allocator">Gives the memory.</param>
    /// <param name="elementType">The type of the elements.</param>
    /// <param name="shape">The dimensions.</param>
    public static OrtValue CreateAllocatedTensorValue(OrtAllocator allocator, TensorElementType elementType, long[] shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        using var source = allocator.Borrow();
        nint value;
        fixed (long* dimensions = shape)
        {
            OrtStatus.Verify(OrtApi.CreateTensorAsOrtValue(source.Pointer, dimensions, (nuint)shape.Length, (int)elementType, &value));
        }

        return new OrtValue(value);
    }

    /// <summary>The elements. The span is valid until the value is disposed of.</summary>
    /// <exception cref="OnnxRuntimeException">It is no tensor, or its elements have another type.</exception>
    public ReadOnlySpan<T> GetTensorDataAsSpan<T>()
        where T : unmanaged => GetTensorMutableDataAsSpan<T>();

    /// <summary>The elements, to be changed. The span is valid until the value is disposed of.</summary>
    /// <exception cref="OnnxRuntimeException">It is no tensor, or its elements have another type.</exception>
    public Span<T> GetTensorMutableDataAsSpan<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(GetBytes(typeof(T)));

    /// <summary>The bytes of the elements, to be changed. The span is valid until the value is disposed of.</summary>
    /// <exception cref="OnnxRuntimeException">It is no tensor, or a tensor of strings.</exception>
    public Span<byte> GetTensorMutableRawData() => GetBytes(typeof(byte));

    /// <summary>The element type and the shape.</summary>
    /// <exception cref="OnnxRuntimeException">It is no tensor.</exception>
    public OrtTensorTypeAndShapeInfo GetTensorTypeAndShape()
    {
        RequireTensor(IsTensor || IsSparseTensor);
        using var value = _handle.Borrow();
        nint info;
        OrtStatus.Verify(OrtApi.GetTensorTypeAndShape(value.Pointer, &info));
        try
        {
            return new OrtTensorTypeAndShapeInfo(info);
        }
        finally
        {
            OrtApi.Release(OrtFunction.ReleaseTensorTypeAndShapeInfo, info);
        }
    }

    /// <summary>Where the elements lie. The object is valid as long as the value.</summary>
    /// <exception cref="OnnxRuntimeException">It is no tensor.</exception>
    public OrtMemoryInfo GetTensorMemoryInfo()
    {
        RequireTensor(IsTensor || IsSparseTensor);
        using var value = _handle.Borrow();
        nint info;
        OrtStatus.Verify(OrtApi.GetTensorMemoryInfo(value.Pointer, &info));
        return new OrtMemoryInfo(info, owned: false);
    }

    /// <summary>Frees the native value and unpins the memory below it.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the native value.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> calls.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _handle.Dispose();
        }
    }

    private static long CountElements(long[] shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        long count = 1;
        foreach (var dimension in shape)
        {
            if (dimension < 0)
            {
                throw new OnnxRuntimeException(
                    ErrorCode.InvalidArgument, $"The shape [{string.Join(", ", shape)}] has a negative dimension.");
            }

            count = checked(count * dimension);
        }

        return count;
    }

    private static nint CreateOver(OrtMemoryInfo memoryInfo, TensorElementType type, long[] shape, nint memory, long bytes)
    {
        using var info = memoryInfo.Borrow();
        nint value;
        fixed (long* dimensions = shape)
        {
            OrtStatus.Verify(OrtApi.CreateTensorWithDataAsOrtValue(
                info.Pointer, memory, (nuint)bytes, dimensions, (nuint)shape.Length, (int)type, &value));
        }

        return value;
    }

    private Span<byte> GetBytes(Type wanted)
    {
        RequireTensor(IsTensor);
        var info = GetTensorTypeAndShape();
        var (type, size) = ElementTypes.Describe(info.ElementDataType);
        if (size == 0 || (wanted != type && wanted != typeof(byte)))
        {
            throw new OnnxRuntimeException(
                ErrorCode.InvalidArgument, $"The tensor has elements of type {info.ElementDataType}, which cannot be read as {wanted}.");
        }

        if (info.ElementCount == 0)
        {
            return [];
        }

        using var value = _handle.Borrow();
        void* data;
        OrtStatus.Verify(OrtApi.GetTensorMutableData(value.Pointer, &data));
        return new Span<byte>(data, checked((int)(info.ElementCount * size)));
    }

    private void RequireTensor(bool tensor)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        if (!tensor)
        {
            throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"The value is no tensor but {OnnxType}.");
        }
    }

    /// <summary>Frees the native value first, then the pin of the memory below it.</summary>
    private sealed class ValueHandle : SafeHandle
    {
        private MemoryHandle _pinned;

        public ValueHandle(nint value, MemoryHandle pinned)
            : base(0, ownsHandle: true)
        {
            _pinned = pinned;
            SetHandle(value);
        }

        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            OrtApi.Release(OrtFunction.ReleaseValue, handle);
            _pinned.Dispose();
            return true;
        }
    }
}
