using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>A native pointer that nobody can free while it is borrowed, whatever other threads and the collector do.</summary>
/// <param name="owner">Who frees it.</param>
internal readonly ref struct Borrowed(SafeHandle owner)
{
    // Null in the default value, which stands for a null pointer.
    private readonly SafeHandle? _owner = Hold(owner);

    /// <summary>The pointer.</summary>
    public nint Pointer => _owner?.DangerousGetHandle() ?? 0;

    /// <summary>Gives it back.</summary>
    public void Dispose() => _owner?.DangerousRelease();

    private static SafeHandle Hold(SafeHandle owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        var held = false;
        owner.DangerousAddRef(ref held);
        return owner;
    }
}

/// <summary>Borrowing of handles.</summary>
internal static class Borrowing
{
    /// <summary>Borrows a handle's pointer for the length of a <c>using</c>.</summary>
    /// <exception cref="ObjectDisposedException">The handle is closed.</exception>
    public static Borrowed Borrow(this SafeHandle owner) => new(owner);
}
