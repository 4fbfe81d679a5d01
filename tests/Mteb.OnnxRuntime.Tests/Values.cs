using Microsoft.ML.OnnxRuntime;

namespace Mteb.OnnxRuntime.Tests;

/// <summary>Shorthands of these tests.</summary>
internal static class Values
{
    public static OrtValue Tensor<T>(T[] data, params long[] shape)
        where T : unmanaged => OrtValue.CreateTensorValueFromMemory(data, shape);

    public static SessionOptions Quiet()
    {
        var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }
}
