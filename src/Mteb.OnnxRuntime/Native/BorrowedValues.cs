using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>The native pointers of several values, all borrowed until this is disposed of.</summary>
internal readonly ref struct BorrowedValues
{
    private readonly SafeHandle[] _owners;

    /// <summary>Borrows the values.</summary>
    /// <exception cref="ObjectDisposedException">One of them is disposed of; then none stays borrowed.</exception>
    public BorrowedValues(IReadOnlyCollection<OrtValue> values)
    {
        _owners = new SafeHandle[values.Count];
        Pointers = new nint[values.Count];
        var index = 0;
        try
        {
            foreach (var value in values)
            {
                ArgumentNullException.ThrowIfNull(value, nameof(values));
                var held = false;
                value.Handle.DangerousAddRef(ref held);
                _owners[index] = value.Handle;
                Pointers[index++] = value.Handle.DangerousGetHandle();
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The native values, in order.</summary>
    public nint[] Pointers { get; }

    /// <summary>Gives them back.</summary>
    public void Dispose()
    {
        foreach (var owner in _owners)
        {
            owner?.DangerousRelease();
        }
    }
}
