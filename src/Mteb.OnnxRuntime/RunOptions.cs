using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Options of single runs; several runs may share one.</summary>
public class RunOptions : SafeHandle
{
    private OrtLoggingLevel _logSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;
    private int _logVerbosityLevel;
    private string _logId = "";
    private bool _terminate;

    /// <summary>The defaults.</summary>
    public RunOptions()
        : base(0, ownsHandle: true) => SetHandle(OrtApi.Create(OrtFunction.CreateRunOptions));

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>The least grave messages that are logged; warnings by default.</summary>
    public OrtLoggingLevel LogSeverityLevel
    {
        get => _logSeverityLevel;
        set
        {
            using var options = this.Borrow();
            OrtApi.Call(OrtFunction.RunOptionsSetRunLogSeverityLevel, options.Pointer, (int)value);
            _logSeverityLevel = value;
        }
    }

    /// <summary>How much is logged where <see cref="LogSeverityLevel"/> is verbose; 0 by default.</summary>
    public int LogVerbosityLevel
    {
        get => _logVerbosityLevel;
        set
        {
            using var options = this.Borrow();
            OrtApi.Call(OrtFunction.RunOptionsSetRunLogVerbosityLevel, options.Pointer, value);
            _logVerbosityLevel = value;
        }
    }

    /// <summary>Identifies the run in log messages; empty by default.</summary>
    public string LogId
    {
        get => _logId;
        set
        {
            using var options = this.Borrow();
            OrtApi.Call(OrtFunction.RunOptionsSetRunTag, options.Pointer, Utf8.Terminated(value));
            _logId = value;
        }
    }

    /// <summary>Whether all runs with these options stop as soon as they can, and fail.</summary>
    public bool Terminate
    {
        get => _terminate;
        set
        {
            using var options = this.Borrow();
            OrtApi.Call(value ? OrtFunction.RunOptionsSetTerminate : OrtFunction.RunOptionsUnsetTerminate, options.Pointer);
            _terminate = value;
        }
    }

    /// <summary>Sets an entry that has no property of its own.</summary>
    /// <param name="configKey">Such as <c>memory.enable_memory_arena_shrinkage</c>.</param>
    /// <param name="configValue">Its value; replaces an earlier one.</param>
    public void AddRunConfigEntry(string configKey, string configValue)
    {
        using var options = this.Borrow();
        OrtApi.Call(OrtFunction.AddRunConfigEntry, options.Pointer, Utf8.Terminated(configKey), Utf8.Terminated(configValue));
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        OrtApi.Release(OrtFunction.ReleaseRunOptions, handle);
        return true;
    }
}
