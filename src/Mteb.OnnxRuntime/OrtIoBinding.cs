using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>
/// Binds values to inputs and outputs of a session, so that runs need not bring them along. Made by
/// <see cref="InferenceSession.CreateIoBinding"/>.
/// </summary>
public unsafe class OrtIoBinding : SafeHandle
{
    // The session is held until the binding is gone, whichever of the two is disposed of first.
    private readonly SessionHandle _session;

    internal OrtIoBinding(InferenceSession session)
        : base(0, ownsHandle: true)
    {
        _session = session.Handle;
        using var owner = _session.Borrow();
        nint binding;
        OrtStatus.Verify(OrtApi.CreateIoBinding(owner.Pointer, &binding));
        var held = false;
        _session.DangerousAddRef(ref held);
        SetHandle(binding);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Binds an input. Memory of the CPU is read where it lies at each run; for another device it is copied now.</summary>
    /// <param name="name">Name of the input.</param>
    /// <param name="ortValue">Its value.</param>
    public void BindInput(string name, OrtValue ortValue) => Bind(OrtFunction.BindInput, name, ortValue);

    /// <summary>Binds an output to a tensor that is there already.</summary>
    /// <param name="name">Name of the output.</param>
    /// <param name="ortValue">A tensor of the right type and shape.</param>
    public void BindOutput(string name, OrtValue ortValue) => Bind(OrtFunction.BindOutput, name, ortValue);

    /// <summary>Binds an output to a device; ONNX Runtime allocates it at each run.</summary>
    /// <param name="name">Name of the output.</param>
    /// <param name="memInfo">The device.</param>
    public void BindOutputToDevice(string name, OrtMemoryInfo memInfo)
    {
        using var binding = this.Borrow();
        using var info = memInfo.Borrow();
        OrtApi.Call(OrtFunction.BindOutputToDevice, binding.Pointer, Utf8.Terminated(name), info.Pointer);
    }

    /// <summary>Waits until bound inputs are where they are needed.</summary>
    public void SynchronizeBoundInputs()
    {
        using var binding = this.Borrow();
        OrtApi.Call(OrtFunction.SynchronizeBoundInputs, binding.Pointer);
    }

    /// <summary>Waits until bound outputs are written.</summary>
    public void SynchronizeBoundOutputs()
    {
        using var binding = this.Borrow();
        OrtApi.Call(OrtFunction.SynchronizeBoundOutputs, binding.Pointer);
    }

    /// <summary>The names of the bound outputs in the order of their binding.</summary>
    public string[] GetOutputNames()
    {
        using var binding = this.Borrow();
        using var allocator = OrtAllocator.DefaultInstance.Borrow();
        byte* text;
        nuint* lengths;
        nuint count;
        OrtStatus.Verify(OrtApi.GetBoundOutputNames(binding.Pointer, allocator.Pointer, &text, &lengths, &count));
        var names = new string[(int)count];
        var next = text;
        for (var index = 0; index < names.Length; index++)
        {
            names[index] = Encoding.UTF8.GetString(next, checked((int)lengths[index]));
            next += lengths[index];
        }

        Utf8.Free(text, allocator.Pointer);
        Utf8.Free(lengths, allocator.Pointer);
        return names;
    }

    /// <summary>The outputs of the last run, in the order of their binding, to be disposed of by the caller.</summary>
    public IDisposableReadOnlyCollection<OrtValue> GetOutputValues()
    {
        using var binding = this.Borrow();
        using var allocator = OrtAllocator.DefaultInstance.Borrow();
        nint* values;
        nuint count;
        OrtStatus.Verify(OrtApi.GetBoundOutputValues(binding.Pointer, allocator.Pointer, &values, &count));
        try
        {
            return InferenceSession.Wrap(new ReadOnlySpan<nint>(values, checked((int)count)));
        }
        finally
        {
            Utf8.Free(values, allocator.Pointer);
        }
    }

    /// <summary>Unbinds all inputs.</summary>
    public void ClearBoundInputs()
    {
        using var binding = this.Borrow();
        OrtApi.Release(OrtFunction.ClearBoundInputs, binding.Pointer);
    }

    /// <summary>Unbinds all outputs.</summary>
    public void ClearBoundOutputs()
    {
        using var binding = this.Borrow();
        OrtApi.Release(OrtFunction.ClearBoundOutputs, binding.Pointer);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        OrtApi.Release(OrtFunction.ReleaseIoBinding, handle);
        _session.DangerousRelease();
        return true;
    }

    private void Bind(OrtFunction function, string name, OrtValue ortValue)
    {
        ArgumentNullException.ThrowIfNull(ortValue);
        using var binding = this.Borrow();
        using var value = ortValue.Handle.Borrow();
        OrtApi.Call(function, binding.Pointer, Utf8.Terminated(name), value.Pointer);
    }
}
