using System.Runtime.Versioning;

namespace Mteb.Packages.Tests;

/// <summary>A folder in which nothing can be written until the object is disposed, not even by root.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ReadOnlyFolder : IDisposable
{
    private const string Capabilities = "-dac_override,-dac_read_search";

    private readonly List<(string Path, UnixFileMode Mode)> _before = [];

    /// <param name="folder">The folder.</param>
    public ReadOnlyFolder(string folder)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Append(folder).ToList())
        {
            var mode = File.GetUnixFileMode(path);
            _before.Add((path, mode));
            File.SetUnixFileMode(path, mode & ~(UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
        }
    }

    /// <summary>Runs dotnet as somebody who is bound by these rights: root only once it has given up to ignore them.</summary>
    public static Task<Transcript> DotnetAsync(PackageFeed feed, string folder, params string[] arguments) => System.Environment.UserName == "root"
        ? Command.RunAsync("setpriv", ["--bounding-set", Capabilities, "--inh-caps", Capabilities, "dotnet", .. arguments], folder, feed.Environment)
        : feed.DotnetAsync(folder, arguments);

    public void Dispose()
    {
        foreach (var (path, mode) in _before)
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
