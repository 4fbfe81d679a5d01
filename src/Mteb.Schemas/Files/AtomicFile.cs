namespace Mteb.Schemas.Files;

/// <summary>Writes files whole: whoever looks sees the old bytes or the new ones, never half of them, even after a kill.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes to a temporary name beside the target, flushes to disk and renames. The folder is made when it is missing; a
    /// symbolic link stays one and its target is replaced; the access rights of a replaced file stay as they were.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="content">All its bytes.</param>
    /// <exception cref="IOException">The file cannot be written; the target is as it was and no temporary file is left.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file may not be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var file = new FileInfo(path);
        var target = file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".mteb-{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
