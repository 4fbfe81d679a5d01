using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>How sessions are made; a session copies them, so they may be changed or disposed of afterwards.</summary>
public unsafe class SessionOptions : SafeHandle
{
    private bool _enableMemoryPattern = true;
    private bool _enableCpuMemArena = true;
    private bool _enableProfiling;
    private string _optimizedModelFilePath = "";
    private string _logId = "";
    private OrtLoggingLevel _logSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;
    private int _logVerbosityLevel;
    private int _intraOpNumThreads;
    private int _interOpNumThreads;
    private GraphOptimizationLevel _graphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;
    private ExecutionMode _executionMode = ExecutionMode.ORT_SEQUENTIAL;

    /// <summary>The defaults. The environment is created if it does not exist yet.</summary>
    public SessionOptions()
        : base(0, ownsHandle: true)
    {
        OrtEnv.Instance();
        SetHandle(OrtApi.Create(OrtFunction.CreateSessionOptions));
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Whether the first run's pattern of allocations serves later runs; true by default.</summary>
    public bool EnableMemoryPattern
    {
        get => _enableMemoryPattern;
        set => Switch(ref _enableMemoryPattern, value, OrtFunction.EnableMemPattern, OrtFunction.DisableMemPattern);
    }

    /// <summary>Whether CPU memory comes from an arena that keeps what is freed; true by default.</summary>
    public bool EnableCpuMemArena
    {
        get => _enableCpuMemArena;
        set => Switch(ref _enableCpuMemArena, value, OrtFunction.EnableCpuMemArena, OrtFunction.DisableCpuMemArena);
    }

    /// <summary>How the names of profiles begin; set it before <see cref="EnableProfiling"/>.</summary>
    public string ProfileOutputPathPrefix { get; set; } = "onnxruntime_profile_";

    /// <summary>Whether runs are profiled; false by default.</summary>
    public bool EnableProfiling
    {
        get => _enableProfiling;
        set
        {
            using var options = this.Borrow();
            if (value)
            {
                OrtApi.Call(OrtFunction.EnableProfiling, options.Pointer, Utf8.Path(ProfileOutputPathPrefix));
            }
            else
            {
                OrtApi.Call(OrtFunction.DisableProfiling, options.Pointer);
            }

            _enableProfiling = value;
        }
    }

    /// <summary>Where the session writes its graph after rewriting it; empty, the default, for nowhere.</summary>
    public string OptimizedModelFilePath
    {
        get => _optimizedModelFilePath;
        set
        {
            using var options = this.Borrow();
            OrtApi.Call(OrtFunction.SetOptimizedModelFilePath, options.Pointer, Utf8.Path(value));
            _optimizedModelFilePath = value;
        }
    }

    /// <summary>Identifies the session in log messages; empty by default.</summary>
    public string LogId
    {
        get => _logId;
        set
        {
            using var options = this.Borrow();
            OrtApi.Call(OrtFunction.SetSessionLogId, options.Pointer, Utf8.Terminated(value));
            _logId = value;
        }
    }

    /// <summary>The least grave messages that are logged; warnings by default.</summary>
    public OrtLoggingLevel LogSeverityLevel
    {
        get => _logSeverityLevel;
        set => Set(ref _logSeverityLevel, value, OrtFunction.SetSessionLogSeverityLevel, (int)value);
    }

    /// <summary>How much is logged where <see cref="LogSeverityLevel"/> is verbose; 0 by default.</summary>
    public int LogVerbosityLevel
    {
        get => _logVerbosityLevel;
        set => Set(ref _logVerbosityLevel, value, OrtFunction.SetSessionLogVerbosityLevel, value);
    }

    /// <summary>How many threads one operator may use; 0, the default, for one a physical core.</summary>
    public int IntraOpNumThreads
    {
        get => _intraOpNumThreads;
        set => Set(ref _intraOpNumThreads, value, OrtFunction.SetIntraOpNumThreads, value);
    }

    /// <summary>
    /// How many operators may run at the same time in <see cref="ExecutionMode.ORT_PARALLEL"/>; 0, the default, for ONNX Runtime's choice.
    /// </summary>
    public int InterOpNumThreads
    {
        get => _interOpNumThreads;
        set => Set(ref _interOpNumThreads, value, OrtFunction.SetInterOpNumThreads, value);
    }

    /// <summary>How far the graph is rewritten; everything by default.</summary>
    public GraphOptimizationLevel GraphOptimizationLevel
    {
        get => _graphOptimizationLevel;
        set => Set(ref _graphOptimizationLevel, value, OrtFunction.SetSessionGraphOptimizationLevel, (int)value);
    }

    /// <summary>Whether operators run one after another, which is the default.</summary>
    public ExecutionMode ExecutionMode
    {
        get => _executionMode;
        set => Set(ref _executionMode, value, OrtFunction.SetSessionExecutionMode, (int)value);
    }

    /// <summary>Appends the CPU; every session has it as the last one anyway.</summary>
    /// <param name="useArena">1 to take memory from an arena, 0 not to.</param>
    public void AppendExecutionProvider_CPU(int useArena = 1)
    {
        using var options = this.Borrow();
        var append = (delegate* unmanaged<nint, int, nint>)OrtLibrary.Export("OrtSessionOptionsAppendExecutionProvider_CPU");
        OrtStatus.Verify(append(options.Pointer, useArena));
    }

    /// <summary>Appends CUDA. Its provider library must lie beside the native library, and CUDA and cuDNN be installed.</summary>
    /// <param name="deviceId">Number of the device.</param>
    /// <exception cref="OnnxRuntimeException">Something of this is missing.</exception>
    public void AppendExecutionProvider_CUDA(int deviceId = 0)
    {
        using var cuda = new OrtCUDAProviderOptions();
        cuda.UpdateOptions(OnDevice(deviceId));
        AppendExecutionProvider_CUDA(cuda);
    }

    /// <summary>Appends CUDA with options.</summary>
    /// <exception cref="OnnxRuntimeException">The provider library, or CUDA itself, is missing.</exception>
    public void AppendExecutionProvider_CUDA(OrtCUDAProviderOptions cudaProviderOptions)
    {
        using var options = this.Borrow();
        using var provider = cudaProviderOptions.Borrow();
        OrtApi.Call(OrtFunction.SessionOptionsAppendExecutionProvider_CUDA_V2, options.Pointer, provider.Pointer);
    }

    /// <summary>Appends TensorRT. Its provider library must lie beside the native library, and TensorRT be installed.</summary>
    /// <param name="deviceId">Number of the device.</param>
    /// <exception cref="OnnxRuntimeException">Something of this is missing.</exception>
    public void AppendExecutionProvider_Tensorrt(int deviceId = 0)
    {
        using var tensorRt = new OrtTensorRTProviderOptions();
        tensorRt.UpdateOptions(OnDevice(deviceId));
        AppendExecutionProvider_Tensorrt(tensorRt);
    }

    /// <summary>Appends TensorRT with options.</summary>
    /// <exception cref="OnnxRuntimeException">The provider library, or TensorRT itself, is missing.</exception>
    public void AppendExecutionProvider_Tensorrt(OrtTensorRTProviderOptions trtProviderOptions)
    {
        using var options = this.Borrow();
        using var provider = trtProviderOptions.Borrow();
        OrtApi.Call(OrtFunction.SessionOptionsAppendExecutionProvider_TensorRT_V2, options.Pointer, provider.Pointer);
    }

    /// <summary>
    /// Appends a provider by its short name, such as <c>WebGPU</c>, <c>CoreML</c> or <c>XNNPACK</c>. CUDA and TensorRT have
    /// methods of their own.
    /// </summary>
    /// <param name="providerName">The short name.</param>
    /// <param name="providerOptions">Options of the provider.</param>
    /// <exception cref="OnnxRuntimeException">
    /// The native library has no such provider (the message names those that it may have), or the provider finds no device.
    /// </exception>
    public void AppendExecutionProvider(string providerName, Dictionary<string, string>? providerOptions = null)
    {
        providerOptions ??= [];
        using var options = this.Borrow();
        using var keys = new Utf8List(providerOptions.Keys);
        using var values = new Utf8List(providerOptions.Values);
        fixed (byte* name = Utf8.Terminated(providerName))
        {
            OrtStatus.Verify(OrtApi.SessionOptionsAppendExecutionProvider(
                options.Pointer, name, keys.Pointer, values.Pointer, (nuint)keys.Count));
        }
    }

    /// <summary>Replaces an initializer of the model. Sessions use the value where it lies, so it must outlive them.</summary>
    /// <param name="name">Name of the initializer.</param>
    /// <param name="ortValue">A tensor over memory of the caller's.</param>
    public void AddInitializer(string name, OrtValue ortValue)
    {
        ArgumentNullException.ThrowIfNull(ortValue);
        using var options = this.Borrow();
        using var value = ortValue.Handle.Borrow();
        OrtApi.Call(OrtFunction.AddInitializer, options.Pointer, Utf8.Terminated(name), value.Pointer);
    }

    /// <summary>Sets an entry that has no property of its own.</summary>
    /// <param name="configKey">Such as <c>session.intra_op.allow_spinning</c>.</param>
    /// <param name="configValue">Its value; replaces an earlier one.</param>
    public void AddSessionConfigEntry(string configKey, string configValue)
    {
        using var options = this.Borrow();
        OrtApi.Call(OrtFunction.AddSessionConfigEntry, options.Pointer, Utf8.Terminated(configKey), Utf8.Terminated(configValue));
    }

    /// <summary>Fixes the open dimensions that carry a denotation.</summary>
    /// <param name="dimDenotation">The denotation.</param>
    /// <param name="dimValue">The dimension.</param>
    public void AddFreeDimensionOverride(string dimDenotation, long dimValue)
    {
        using var options = this.Borrow();
        OrtApi.CallWithNumber(OrtFunction.AddFreeDimensionOverride, options.Pointer, Utf8.Terminated(dimDenotation), dimValue);
    }

    /// <summary>Fixes the open dimensions of a name.</summary>
    /// <param name="dimName">The name.</param>
    /// <param name="dimValue">The dimension.</param>
    public void AddFreeDimensionOverrideByName(string dimName, long dimValue)
    {
        using var options = this.Borrow();
        OrtApi.CallWithNumber(OrtFunction.AddFreeDimensionOverrideByName, options.Pointer, Utf8.Terminated(dimName), dimValue);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        OrtApi.Release(OrtFunction.ReleaseSessionOptions, handle);
        return true;
    }

    private static Dictionary<string, string> OnDevice(int deviceId) =>
        new() { ["device_id"] = deviceId.ToString(CultureInfo.InvariantCulture) };

    private void Set<T>(ref T field, T value, OrtFunction function, int number)
    {
        using var options = this.Borrow();
        OrtApi.Call(function, options.Pointer, number);
        field = value;
    }

    private void Switch(ref bool field, bool value, OrtFunction on, OrtFunction off)
    {
        using var options = this.Borrow();
        OrtApi.Call(value ? on : off, options.Pointer);
        field = value;
    }
}
