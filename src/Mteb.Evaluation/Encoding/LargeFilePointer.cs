namespace Mteb.Evaluation.Encoding;

/// <summary>The short text that stands for a large file in a Git repository until Git LFS has fetched the file.</summary>
internal static class LargeFilePointer
{
    /// <summary>Whether a file is one. The stream must stand at its beginning, and stands there afterwards.</summary>
    public static bool Is(Stream stream)
    {
        var beginning = "version https://git-lfs"u8;
        Span<byte> read = stackalloc byte[beginning.Length];
        var count = stream.ReadAtLeast(read, read.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return read[..count].SequenceEqual(beginning);
    }
}
