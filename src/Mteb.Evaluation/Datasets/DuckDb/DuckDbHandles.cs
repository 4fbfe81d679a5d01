using System.Runtime.InteropServices;

namespace Mteb.Evaluation.Datasets.DuckDb;

/// <summary>A database; closing it frees everything that belongs to it.</summary>
internal sealed class DatabaseHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        DuckDbNative.Close(ref handle);
        return true;
    }
}

/// <summary>A connection to a database.</summary>
internal sealed class ConnectionHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        DuckDbNative.Disconnect(ref handle);
        return true;
    }
}

/// <summary>A prepared statement, also one whose preparation failed.</summary>
internal sealed class StatementHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        DuckDbNative.DestroyPrepare(ref handle);
        return true;
    }
}

/// <summary>A chunk of rows; vectors point into it.</summary>
internal sealed class ChunkHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        DuckDbNative.DestroyChunk(ref handle);
        return true;
    }
}

/// <summary>The result of a statement, in native memory because the library keeps its address.</summary>
internal sealed unsafe class ResultHandle : SafeHandle
{
    /// <summary>Makes an empty result for a statement to fill.</summary>
    public ResultHandle()
        : base(0, ownsHandle: true) =>
        SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(DuckDbNative.NativeResult)));

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>The result itself; valid until the handle is disposed.</summary>
    public DuckDbNative.NativeResult* Value => (DuckDbNative.NativeResult*)handle;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        DuckDbNative.DestroyResult(Value);
        NativeMemory.Free(Value);
        return true;
    }
}
