namespace Mteb.Testing;

/// <summary>A folder of a test's own. It is deleted with the object, unless the test wants to leave it for inspection.</summary>
public sealed class Sandbox : IDisposable
{
    /// <summary>Makes the folder.</summary>
    /// <param name="name">Part of the folder's name, for whoever finds it.</param>
    public Sandbox(string name = "test") => Root = Directory.CreateTempSubdirectory($"mteb-{name}-").FullName;

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>Whether the folder stays.</summary>
    public bool Keep { get; set; }

    /// <summary>A path in the folder.</summary>
    public string At(string relative) => Path.Combine(Root, relative);

    /// <summary>Writes a file, and the folders above it.</summary>
    /// <returns>Its path.</returns>
    public string Write(string relative, string content)
    {
        var path = At(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Copies a folder with everything in it.</summary>
    /// <returns>The path of the copy.</returns>
    public string Copy(string source, string relative)
    {
        var target = At(relative);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
            File.SetAttributes(copy, FileAttributes.Normal);
        }

        return target;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!Keep)
        {
            Directory.Delete(Root, recursive: true);
        }
    }
}
