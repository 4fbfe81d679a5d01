using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Says where a piece of memory lies: on which device, from which kind of allocator.</summary>
public unsafe class OrtMemoryInfo : SafeHandle
{
    /// <summary>The allocator name of CPU memory, as UTF-8 with a zero at its end.</summary>
    public static readonly byte[] allocatorCPU = Utf8.Terminated("Cpu");

    /// <summary>The allocator name of CUDA memory, as UTF-8 with a zero at its end.</summary>
    public static readonly byte[] allocatorCUDA = Utf8.Terminated("Cuda");

    /// <summary>The allocator name of pinned CPU memory that CUDA reads and writes, as UTF-8 with a zero at its end.</summary>
    public static readonly byte[] allocatorCUDA_PINNED = Utf8.Terminated("CudaPinned");

    private static readonly Lazy<OrtMemoryInfo> Cpu = new(CreateCpu);

    // Whether the native object is ours; if not, it belongs to an allocator or a value.
    private readonly bool _owned;

    internal OrtMemoryInfo(nint handle, bool owned)
        : base(handle, ownsHandle: true) => _owned = owned;

    /// <summary>Describes memory by its allocator.</summary>
    /// <param name="utf8AllocatorName">UTF-8 with a zero at its end, such as <see cref="allocatorCPU"/>.</param>
    /// <param name="allocatorType">Kind of allocator.</param>
    /// <param name="deviceId">Number of the device.</param>
    /// <param name="memoryType">Kind of memory.</param>
    public OrtMemoryInfo(byte[] utf8AllocatorName, OrtAllocatorType allocatorType, int deviceId, OrtMemType memoryType)
        : base(0, ownsHandle: true)
    {
        ArgumentNullException.ThrowIfNull(utf8AllocatorName);
        nint info;
        fixed (byte* name = utf8AllocatorName)
        {
            OrtStatus.Verify(OrtApi.CreateMemoryInfo(name, (int)allocatorType, deviceId, (int)memoryType, &info));
        }

        SetHandle(info);
        _owned = true;
    }

    /// <summary>Describes memory by its allocator.</summary>
    /// <param name="allocatorName">Such as <c>Cpu</c> or <c>Cuda</c>.</param>
    /// <param name="allocatorType">Kind of allocator.</param>
    /// <param name="deviceId">Number of the device.</param>
    /// <param name="memoryType">Kind of memory.</param>
    public OrtMemoryInfo(string allocatorName, OrtAllocatorType allocatorType, int deviceId, OrtMemType memoryType)
        : this(Utf8.Terminated(allocatorName), allocatorType, deviceId, memoryType)
    {
    }

    /// <summary>The CPU's memory. It is shared and must not be disposed of.</summary>
    public static OrtMemoryInfo DefaultInstance => Cpu.Value;

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>The name of the allocator.</summary>
    public string Name
    {
        get
        {
            using var info = this.Borrow();
            byte* name;
            OrtStatus.Verify(OrtApi.MemoryInfoGetName(info.Pointer, &name));
            return Utf8.Read(name);
        }
    }

    /// <summary>The number of the device.</summary>
    public int Id
    {
        get
        {
            using var info = this.Borrow();
            return OrtApi.GetInt(OrtFunction.MemoryInfoGetId, info.Pointer);
        }
    }

    /// <summary>The kind of memory.</summary>
    public OrtMemType GetMemoryType()
    {
        using var info = this.Borrow();
        return (OrtMemType)OrtApi.GetInt(OrtFunction.MemoryInfoGetMemType, info.Pointer);
    }

    /// <summary>The kind of allocator.</summary>
    public OrtAllocatorType GetAllocatorType()
    {
        using var info = this.Borrow();
        return (OrtAllocatorType)OrtApi.GetInt(OrtFunction.MemoryInfoGetType, info.Pointer);
    }

    /// <summary>Whether both describe the same memory.</summary>
    public bool Equals(OrtMemoryInfo? other)
    {
        if (other is null || ReferenceEquals(this, other))
        {
            return other is not null;
        }

        using var left = this.Borrow();
        using var right = other.Borrow();
        int difference;
        OrtStatus.Verify(OrtApi.CompareMemoryInfo(left.Pointer, right.Pointer, &difference));
        return difference == 0;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OrtMemoryInfo);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Id);

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        if (_owned)
        {
            OrtApi.Release(OrtFunction.ReleaseMemoryInfo, handle);
        }

        return true;
    }

    private static OrtMemoryInfo CreateCpu()
    {
        nint info;
        OrtStatus.Verify(OrtApi.CreateCpuMemoryInfo((int)OrtAllocatorType.DeviceAllocator, (int)OrtMemType.Cpu, &info));
        return new OrtMemoryInfo(info, owned: true);
    }
}
