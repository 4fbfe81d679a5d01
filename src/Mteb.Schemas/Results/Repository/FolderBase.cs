namespace Mteb.Schemas.Results.Repository;

/// <summary>A copy of the repository in another folder.</summary>
public sealed class FolderBase : IResultsBase
{
    private const string GitFolder = ".git";

    private readonly string _base;

    /// <summary>Compares two folders.</summary>
    /// <param name="repository">The repository as it is now: the folder that holds <c>results</c>.</param>
    /// <param name="baseFolder">The same of before.</param>
    public FolderBase(string repository, string baseFolder)
    {
        _base = baseFolder;
        ChangedFiles =
        [
            .. Directory.EnumerateFiles(repository, "*", SearchOption.AllDirectories)
                .Select(file => (file, Path: Path.GetRelativePath(repository, file).Replace('\\', '/')))
                .Where(pair => !pair.Path.StartsWith(GitFolder + '/', StringComparison.Ordinal) && IsOther(pair.file, Path.Combine(baseFolder, pair.Path)))
                .Select(pair => pair.Path)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> ChangedFiles { get; }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Read(string relativePath) =>
        Path.Combine(_base, relativePath) is var path && File.Exists(path) ? (ReadOnlyMemory<byte>?)File.ReadAllBytes(path) : null;

    private static bool IsOther(string file, string before)
    {
        var (now, then) = (new FileInfo(file), new FileInfo(before));
        return !then.Exists || now.Length != then.Length || !File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(before));
    }
}
