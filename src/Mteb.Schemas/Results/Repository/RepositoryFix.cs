using Mteb.Schemas.Files;

namespace Mteb.Schemas.Results.Repository;

/// <summary>A mechanical change of a file that makes the repository's checks pass.</summary>
/// <param name="Path">The file.</param>
/// <param name="NewPath">Where it goes; the same path when it stays, null when it is deleted.</param>
/// <param name="Content">What it will hold; null when that does not change.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record RepositoryFix(string Path, string? NewPath, ReadOnlyMemory<byte>? Content, string Reason)
{
    /// <summary>Makes the change. Folders that become empty vanish, as they do for Git.</summary>
    /// <exception cref="IOException">The file cannot be changed, or another one has taken the new name meanwhile.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written.</exception>
    public void Apply()
    {
        if (Content is { } content)
        {
            AtomicFile.Write(Path, content.Span);
        }

        if (NewPath is null)
        {
            File.Delete(Path);
        }
        else if (NewPath != Path)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(NewPath)!);
            File.Move(Path, NewPath);
        }

        RemoveEmptyFolders();
    }

    private void RemoveEmptyFolders()
    {
        for (var folder = System.IO.Path.GetDirectoryName(Path); folder is { Length: > 0 } && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = System.IO.Path.GetDirectoryName(folder))
        {
            Directory.Delete(folder);
        }
    }
}
