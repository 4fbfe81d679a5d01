namespace Microsoft.ML.OnnxRuntime;

/// <summary>How far a session rewrites its graph before running it.</summary>
public enum GraphOptimizationLevel
{
    /// <summary>Not at all.</summary>
    ORT_DISABLE_ALL = 0,

    /// <summary>Rewrites that keep the meaning of every operator: folding of constants, removal of what does nothing.</summary>
    ORT_ENABLE_BASIC = 1,

    /// <summary>Also fusions into operators of one execution provider.</summary>
    ORT_ENABLE_EXTENDED = 2,

    /// <summary>Also changes of memory layout.</summary>
    ORT_ENABLE_LAYOUT = 3,

    /// <summary>Everything there is.</summary>
    ORT_ENABLE_ALL = 99,
}

/// <summary>Whether a session runs the operators of its graph one after another.</summary>
public enum ExecutionMode
{
    /// <summary>One after another; each may use several threads.</summary>
    ORT_SEQUENTIAL = 0,

    /// <summary>Independent branches at the same time.</summary>
    ORT_PARALLEL = 1,
}

/// <summary>How grave a log message is.</summary>
public enum OrtLoggingLevel
{
    /// <summary>Everything.</summary>
    ORT_LOGGING_LEVEL_VERBOSE = 0,

    /// <summary>Information.</summary>
    ORT_LOGGING_LEVEL_INFO = 1,

    /// <summary>Warnings.</summary>
    ORT_LOGGING_LEVEL_WARNING = 2,

    /// <summary>Errors.</summary>
    ORT_LOGGING_LEVEL_ERROR = 3,

    /// <summary>Errors that end the program.</summary>
    ORT_LOGGING_LEVEL_FATAL = 4,
}

/// <summary>What an <see cref="OrtValue"/>, an input or an output holds.</summary>
public enum OnnxValueType
{
    /// <summary>Nothing yet.</summary>
    ONNX_TYPE_UNKNOWN = 0,

    /// <summary>A tensor.</summary>
    ONNX_TYPE_TENSOR = 1,

    /// <summary>A sequence of values.</summary>
    ONNX_TYPE_SEQUENCE = 2,

    /// <summary>A map.</summary>
    ONNX_TYPE_MAP = 3,

    /// <summary>Something that only an execution provider understands.</summary>
    ONNX_TYPE_OPAQUE = 4,

    /// <summary>A sparse tensor.</summary>
    ONNX_TYPE_SPARSETENSOR = 5,

    /// <summary>A value that may be absent.</summary>
    ONNX_TYPE_OPTIONAL = 6,
}

/// <summary>Which kind of allocator memory comes from.</summary>
public enum OrtAllocatorType
{
    /// <summary>The device's own.</summary>
    DeviceAllocator = 0,

    /// <summary>An arena that keeps freed memory for later.</summary>
    ArenaAllocator = 1,
}

/// <summary>Which kind of memory an execution provider's allocator gives.</summary>
public enum OrtMemType
{
    /// <summary>CPU memory that a provider of another device reads.</summary>
    CpuInput = -2,

    /// <summary>CPU memory that a provider of another device writes.</summary>
    CpuOutput = -1,

    /// <summary>The same as <see cref="CpuOutput"/>.</summary>
    Cpu = CpuOutput,

    /// <summary>The provider's default memory.</summary>
    Default = 0,
}
