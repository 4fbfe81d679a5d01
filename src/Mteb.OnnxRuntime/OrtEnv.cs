using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Receives log messages of ONNX Runtime. It is called from any thread and must not throw.</summary>
/// <param name="param">What <see cref="EnvironmentCreationOptions.loggingParam"/> held.</param>
/// <param name="severity">How grave the message is.</param>
/// <param name="category">Its category.</param>
/// <param name="logId">The log identifier of the environment, session or run.</param>
/// <param name="codeLocation">Where in ONNX Runtime's source it comes from.</param>
/// <param name="message">The message.</param>
public delegate void DOrtLoggingFunction(
    IntPtr param, OrtLoggingLevel severity, string category, string logId, string codeLocation, string message);

/// <summary>How the environment is created; everything may stay unset.</summary>
public struct EnvironmentCreationOptions
{
    /// <summary>Identifies the application in log messages.</summary>
    public string? logId;

    /// <summary>The least grave messages that are logged; warnings when unset.</summary>
    public OrtLoggingLevel? logLevel;

    /// <summary>Handed to <see cref="loggingFunction"/>.</summary>
    public IntPtr? loggingParam;

    /// <summary>Receives the messages; without it they go to standard error.</summary>
    public DOrtLoggingFunction? loggingFunction;
}

/// <summary>
/// ONNX Runtime's environment, one a process: logging, and what sessions share. It is created when first needed. Native
/// memory of the environment is freed once it is disposed of and no session is left.
/// </summary>
public sealed unsafe class OrtEnv : SafeHandle
{
    private const int CSharpProjection = 2;

    private static readonly Lock Creation = new();
    private static OrtEnv? _instance;
    private static DOrtLoggingFunction? _loggingFunction;

    private OrtLoggingLevel _logLevel;

    private OrtEnv(nint handle, OrtLoggingLevel logLevel)
        : base(handle, ownsHandle: true) => _logLevel = logLevel;

    /// <summary>Whether the environment exists.</summary>
    public static bool IsCreated => _instance is { IsClosed: false };

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>The least grave messages that are logged.</summary>
    public OrtLoggingLevel EnvLogLevel
    {
        get => _logLevel;
        set
        {
            using var env = this.Borrow();
            OrtApi.Call(OrtFunction.UpdateEnvWithCustomLogLevel, env.Pointer, (int)value);
            _logLevel = value;
        }
    }

    /// <summary>The environment; created if need be, logging warnings to standard error.</summary>
    public static OrtEnv Instance()
    {
        lock (Creation)
        {
            return IsCreated ? _instance! : _instance = Create(default);
        }
    }

    /// <summary>Creates the environment in another way than the default one.</summary>
    /// <exception cref="OnnxRuntimeException">It exists already.</exception>
    public static OrtEnv CreateInstanceWithOptions(ref EnvironmentCreationOptions options)
    {
        lock (Creation)
        {
            if (IsCreated)
            {
                throw new OnnxRuntimeException(
                    ErrorCode.RuntimeException, "The environment exists already, so these options would have no effect.");
            }

            return _instance = Create(options);
        }
    }

    /// <summary>The version of the native library, for example <c>1.30.0</c>.</summary>
#pragma warning disable CA1822 // An instance method in the official package.
    public string GetVersionString() => Utf8.Read(OrtLibrary.ApiBase->GetVersionString());

    /// <summary>The execution providers in the native library, for example <c>CPUExecutionProvider</c>, the preferred ones first.</summary>
    public string[] GetAvailableProviders()
    {
        byte** names;
        int count;
        OrtStatus.Verify(OrtApi.GetAvailableProviders(&names, &count));
        try
        {
            var providers = new string[count];
            for (var index = 0; index < count; index++)
            {
                providers[index] = Utf8.Read(names[index]);
            }

            return providers;
        }
        finally
        {
            OrtStatus.Verify(OrtApi.ReleaseAvailableProviders(names, count));
        }
    }
#pragma warning restore CA1822

    /// <summary>Allows the collection of telemetry, where the native library has any.</summary>
    public void EnableTelemetryEvents()
    {
        using var env = this.Borrow();
        OrtApi.Call(OrtFunction.EnableTelemetryEvents, env.Pointer);
    }

    /// <summary>Forbids the collection of telemetry.</summary>
    public void DisableTelemetryEvents()
    {
        using var env = this.Borrow();
        OrtApi.Call(OrtFunction.DisableTelemetryEvents, env.Pointer);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        OrtApi.Release(OrtFunction.ReleaseEnv, handle);
        return true;
    }

    private static OrtEnv Create(EnvironmentCreationOptions options)
    {
        var level = options.logLevel ?? OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;
        var id = Utf8.Terminated(string.IsNullOrEmpty(options.logId) ? "onnxruntime" : options.logId);
        nint env;
        fixed (byte* name = id)
        {
            if (options.loggingFunction is { } function)
            {
                _loggingFunction = function;
                delegate* unmanaged<nint, int, byte*, byte*, byte*, byte*, void> log = &Log;
                OrtStatus.Verify(OrtApi.CreateEnvWithCustomLogger((nint)log, options.loggingParam ?? 0, (int)level, name, &env));
            }
            else
            {
                OrtStatus.Verify(OrtApi.CreateEnv((int)level, name, &env));
            }
        }

        OrtStatus.Verify(OrtApi.SetLanguageProjection(env, CSharpProjection));
        return new OrtEnv(env, level);
    }

    [UnmanagedCallersOnly]
    private static void Log(nint param, int severity, byte* category, byte* logId, byte* codeLocation, byte* message) =>
        _loggingFunction!(
            param, (OrtLoggingLevel)severity, Utf8.Read(category), Utf8.Read(logId), Utf8.Read(codeLocation), Utf8.Read(message));
}
