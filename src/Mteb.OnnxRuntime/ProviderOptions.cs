using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Options of the CUDA execution provider.</summary>
public class OrtCUDAProviderOptions : SafeHandle
{
    /// <summary>The defaults.</summary>
    /// <exception cref="OnnxRuntimeException">The CUDA provider library, or CUDA itself, is missing.</exception>
    public OrtCUDAProviderOptions()
        : base(0, ownsHandle: true) => SetHandle(OrtApi.Create(OrtFunction.CreateCUDAProviderOptions));

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>All options as <c>key=value;key=value</c>.</summary>
    public string GetOptions()
    {
        using var options = this.Borrow();
        using var allocator = OrtAllocator.DefaultInstance.Borrow();
        return OrtApi.GetText(OrtFunction.GetCUDAProviderOptionsAsString, options.Pointer, allocator.Pointer);
    }

    /// <summary>Sets options by name, such as <c>device_id</c> or <c>gpu_mem_limit</c>.</summary>
    /// <exception cref="OnnxRuntimeException">An option does not exist, or has no such value.</exception>
    public void UpdateOptions(Dictionary<string, string> providerOptions)
    {
        ArgumentNullException.ThrowIfNull(providerOptions);
        using var options = this.Borrow();
        using var keys = new Utf8List(providerOptions.Keys);
        using var values = new Utf8List(providerOptions.Values);
        OrtApi.Update(OrtFunction.UpdateCUDAProviderOptions, options.Pointer, keys, values);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        OrtApi.Release(OrtFunction.ReleaseCUDAProviderOptions, handle);
        return true;
    }
}

/// <summary>Options of the TensorRT execution provider.</summary>
public class OrtTensorRTProviderOptions : SafeHandle
{
    private int _deviceId;

    /// <summary>The defaults.</summary>
    /// <exception cref="OnnxRuntimeException">The TensorRT provider library, or TensorRT itself, is missing.</exception>
    public OrtTensorRTProviderOptions()
        : base(0, ownsHandle: true) => SetHandle(OrtApi.Create(OrtFunction.CreateTensorRTProviderOptions));

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>The device that was chosen; 0 by default.</summary>
    public int GetDeviceId() => _deviceId;

    /// <summary>All options as <c>key=value;key=value</c>.</summary>
    public string GetOptions()
    {
        using var options = this.Borrow();
        using var allocator = OrtAllocator.DefaultInstance.Borrow();
        return OrtApi.GetText(OrtFunction.GetTensorRTProviderOptionsAsString, options.Pointer, allocator.Pointer);
    }

    /// <summary>Sets options by name, such as <c>device_id</c> or <c>trt_fp16_enable</c>.</summary>
    /// <exception cref="OnnxRuntimeException">An option does not exist, or has no such value.</exception>
    public void UpdateOptions(Dictionary<string, string> providerOptions)
    {
        ArgumentNullException.ThrowIfNull(providerOptions);
        using var options = this.Borrow();
        using var keys = new Utf8List(providerOptions.Keys);
        using var values = new Utf8List(providerOptions.Values);
        OrtApi.Update(OrtFunction.UpdateTensorRTProviderOptions, options.Pointer, keys, values);
        if (providerOptions.TryGetValue("device_id", out var device))
        {
            _deviceId = int.Parse(device, CultureInfo.InvariantCulture);
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        OrtApi.Release(OrtFunction.ReleaseTensorRTProviderOptions, handle);
        return true;
    }
}
