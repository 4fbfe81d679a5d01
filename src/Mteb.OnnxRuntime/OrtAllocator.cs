using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Gives native memory, on the CPU or on a session's device.</summary>
public unsafe class OrtAllocator : SafeHandle
{
    private static readonly Lazy<OrtAllocator> Cpu = new(GetCpu);

    // The default allocator lives as long as the library.
    private readonly bool _owned;

    private OrtAllocator(nint handle)
        : base(handle, ownsHandle: true)
    {
    }

    /// <summary>An allocator of a session's execution providers.</summary>
    /// <param name="session">The session; it must outlive the allocator.</param>
    /// <param name="memInfo">Which memory is wanted.</param>
    /// <exception cref="OnnxRuntimeException">The session has no allocator for that memory.</exception>
    public OrtAllocator(InferenceSession session, OrtMemoryInfo memInfo)
        : base(0, ownsHandle: true)
    {
        ArgumentNullException.ThrowIfNull(session);
        using var owner = session.Handle.Borrow();
        using var info = memInfo.Borrow();
        nint allocator;
        OrtStatus.Verify(OrtApi.CreateAllocator(owner.Pointer, info.Pointer, &allocator));
        SetHandle(allocator);
        _owned = true;
    }

    /// <summary>The CPU's allocator. It is shared and must not be disposed of.</summary>
    public static OrtAllocator DefaultInstance => Cpu.Value;

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Where its memory lies. The object is valid as long as the allocator.</summary>
    public OrtMemoryInfo Info
    {
        get
        {
            using var allocator = this.Borrow();
            nint info;
            OrtStatus.Verify(OrtApi.AllocatorGetInfo(allocator.Pointer, &info));
            return new OrtMemoryInfo(info, owned: false);
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        if (_owned)
        {
            OrtApi.Release(OrtFunction.ReleaseAllocator, handle);
        }

        return true;
    }

    private static OrtAllocator GetCpu()
    {
        nint allocator;
        OrtStatus.Verify(OrtApi.GetAllocatorWithDefaultOptions(&allocator));
        return new OrtAllocator(allocator);
    }
}
