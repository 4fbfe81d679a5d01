namespace Microsoft.ML.OnnxRuntime;

/// <summary>The kinds of failure that ONNX Runtime knows.</summary>
internal enum ErrorCode
{
    Ok = 0,
    Fail = 1,
    InvalidArgument = 2,
    NoSuchFile = 3,
    NoModel = 4,
    EngineError = 5,
    RuntimeException = 6,
    InvalidProtobuf = 7,
    ModelLoaded = 8,
    NotImplemented = 9,
    InvalidGraph = 10,
    EPFail = 11,
    ModelLoadCanceled = 12,
    ModelRequiresCompilation = 13,
    NotFound = 14,
    DeviceReset = 15,
}

/// <summary>
/// A call into ONNX Runtime failed. The message begins with <c>[ErrorCode:Name] </c> and goes on with what ONNX Runtime
/// says. As in the official package the code itself is not public.
/// </summary>
#pragma warning disable CA1032 // The official type has no other constructors.
public class OnnxRuntimeException : Exception
#pragma warning restore CA1032
{
    internal OnnxRuntimeException(ErrorCode errorCode, string message)
        : base($"[ErrorCode:{errorCode}] {message}") => ErrorCode = errorCode;

    /// <summary>The kind of failure.</summary>
    internal ErrorCode ErrorCode { get; }
}
