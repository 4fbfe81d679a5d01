using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>What the library's only entry point gives: the way to its function table, and its version.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct OrtApiBase
{
    /// <summary>Gives the function table of an API level; null where the library does not know the level.</summary>
    public readonly delegate* unmanaged<uint, nint> GetApi;

    /// <summary>Gives the library's version, such as <c>1.30.0</c>, as UTF-8 that is never freed.</summary>
    public readonly delegate* unmanaged<byte*> GetVersionString;
}
