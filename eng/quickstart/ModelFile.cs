namespace Mteb.Quickstart;

/// <summary>A file of a model repository.</summary>
/// <param name="Path">Where it lies in the repository, with forward slashes.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ModelFile(string Path, byte[] Content)
{
    /// <summary>Writes the file below a folder.</summary>
    public void Write(string folder)
    {
        var path = System.IO.Path.Combine(folder, Path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Content);
    }
}
