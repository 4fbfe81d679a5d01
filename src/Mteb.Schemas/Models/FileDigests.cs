using System.Globalization;
using Mteb.Schemas.Files;

namespace Mteb.Schemas.Models;

/// <summary>
/// The SHA-256 of files, kept from run to run: a file is read again only when its size or the time of its last write has
/// changed. It must not be used from several threads at once.
/// </summary>
public sealed class FileDigests
{
    private readonly string _path;
    private readonly Dictionary<string, Entry> _entries;

    private FileDigests(string path, Dictionary<string, Entry> entries) => (_path, _entries) = (path, entries);

    /// <summary>How many files were read because nothing was known of them as they are now.</summary>
    public int FilesRead { get; private set; }

    /// <summary>Opens what is known.</summary>
    /// <param name="path">Full path of the file that keeps it; one that is missing or cannot be understood tells nothing.</param>
    public static FileDigests Open(string path)
    {
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        var entries = lines.Select(Parse).OfType<(string File, Entry Entry)>();
        return new FileDigests(path, entries.GroupBy(pair => pair.File).ToDictionary(group => group.Key, group => group.Last().Entry, StringComparer.Ordinal));
    }

    /// <summary>The digest of a file, which is read if need be.</summary>
    /// <param name="folder">Full path of the model folder.</param>
    /// <param name="name">Relative path.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task<ModelFile> HashAsync(string folder, string name, CancellationToken cancellationToken)
    {
        var info = new FileInfo(Path.GetFullPath(Path.Combine(folder, name)));
        if (info.Exists && _entries.TryGetValue(info.FullName, out var known) && (known.Bytes, known.Written) == (info.Length, info.LastWriteTimeUtc.Ticks))
        {
            return new ModelFile(name, known.Bytes, known.Sha256);
        }

        FilesRead++;
        var file = await ModelFile.HashAsync(folder, name, cancellationToken).ConfigureAwait(false);
        _entries[info.FullName] = new Entry(file.Sha256, file.Bytes, info.LastWriteTimeUtc.Ticks);
        return file;
    }

    /// <summary>Keeps what is known now of files that are still there.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save()
    {
        var lines = _entries.Where(pair => File.Exists(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value.Sha256} {pair.Value.Bytes} {pair.Value.Written} {pair.Key}\n"));
        AtomicFile.Write(_path, System.Text.Encoding.UTF8.GetBytes(string.Concat(lines)));
    }

    private static (string File, Entry Entry)? Parse(string line) =>
        line.Split(' ', 4) is [{ Length: 64 } sha256, var bytes, var written, var file]
        && long.TryParse(bytes, CultureInfo.InvariantCulture, out var size) && long.TryParse(written, CultureInfo.InvariantCulture, out var ticks)
            ? (file, new Entry(sha256, size, ticks))
            : null;

    private readonly record struct Entry(string Sha256, long Bytes, long Written);
}
