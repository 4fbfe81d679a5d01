using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>
/// A native session with the native copies of its names, which every run needs. It holds the environment for as long as it lives.
/// </summary>
internal sealed class SessionHandle : SafeHandle
{
    private readonly Dictionary<string, nint> _names = new(StringComparer.Ordinal);
    private readonly OrtEnv _env;

    /// <summary>An empty handle; <see cref="Take"/> fills it.</summary>
    public SessionHandle(OrtEnv env)
        : base(0, ownsHandle: true)
    {
        var held = false;
        env.DangerousAddRef(ref held);
        _env = env;
    }

    /// <inheritdoc/>
    // The environment is held even without a session, so there is always something to release.
    public override bool IsInvalid => false;

    /// <summary>Takes a native session over.</summary>
    public void Take(nint session) => SetHandle(session);

    /// <summary>Keeps a name as UTF-8. Only for while nobody else sees the handle.</summary>
    public void Keep(string name) => _names[name] = Marshal.StringToCoTaskMemUTF8(name);

    /// <summary>The native copy of a name that was kept.</summary>
    public bool TryGetName(string name, out nint pointer) => _names.TryGetValue(name, out pointer);

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        if (handle != 0)
        {
            OrtApi.Release(OrtFunction.ReleaseSession, handle);
        }

        foreach (var name in _names.Values)
        {
            Marshal.FreeCoTaskMem(name);
        }

        _env.DangerousRelease();
        return true;
    }
}
