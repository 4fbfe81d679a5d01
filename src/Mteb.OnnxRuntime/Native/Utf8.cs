using System.Runtime.InteropServices;
using System.Text;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>Texts on their way to and from C.</summary>
internal static unsafe class Utf8
{
    /// <summary>UTF-8 with a zero at its end.</summary>
    public static byte[] Terminated(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    /// <summary>
    /// A path as the platform's C wants it (<c>ORTCHAR_T</c>): UTF-16 on Windows, UTF-8 elsewhere, with a zero at its end.
    /// </summary>
    public static byte[] Path(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return OperatingSystem.IsWindows() ? Encoding.Unicode.GetBytes(path + '\0') : Terminated(path);
    }

    /// <summary>Reads UTF-8 up to its zero; empty for null.</summary>
    public static string Read(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    /// <summary>Reads UTF-8 that an allocator gave, and frees it.</summary>
    public static string Take(byte* text, nint allocator)
    {
        try
        {
            return Read(text);
        }
        finally
        {
            Free(text, allocator);
        }
    }

    /// <summary>Frees what an allocator gave; null is nothing.</summary>
    public static void Free(void* memory, nint allocator)
    {
        if (memory is not null)
        {
            OrtStatus.Verify(OrtApi.AllocatorFree(allocator, (nint)memory));
        }
    }
}

/// <summary>Texts as a C array of C strings, until it is disposed.</summary>
internal sealed unsafe class Utf8List : IDisposable
{
    private readonly byte** _pointers;

    /// <summary>Copies the texts to native memory.</summary>
    public Utf8List(IReadOnlyCollection<string> texts)
    {
        Count = texts.Count;
        _pointers = (byte**)NativeMemory.AllocZeroed((nuint)Math.Max(1, Count), (nuint)sizeof(byte*));
        var index = 0;
        foreach (var text in texts)
        {
            _pointers[index++] = (byte*)Marshal.StringToCoTaskMemUTF8(text);
        }
    }

    /// <summary>How many texts.</summary>
    public int Count { get; }

    /// <summary>The first of the pointers to the texts.</summary>
    public byte** Pointer => _pointers;

    /// <inheritdoc/>
    public void Dispose()
    {
        for (var index = 0; index < Count; index++)
        {
            Marshal.FreeCoTaskMem((nint)_pointers[index]);
        }

        NativeMemory.Free(_pointers);
    }
}
