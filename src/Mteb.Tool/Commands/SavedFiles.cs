using System.Collections.Concurrent;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Tool.Commands;

/// <summary>Waits for files to be saved.</summary>
internal static class SavedFiles
{
    // Editors and tools write in several steps; what follows within this time belongs together.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    /// <summary>Calls back for files that are saved, until the user stops it.</summary>
    /// <param name="paths">Files and folders to watch.</param>
    /// <param name="validate">Validates what was saved.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What the last call gave.</returns>
    public static async Task<ExitCode> WatchAsync(IReadOnlyList<string> paths, Func<IReadOnlyList<ResultFile>, ExitCode> validate, CancellationToken cancellationToken)
    {
        var saved = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        using var signal = new SemaphoreSlim(0);
        var watchers = paths.Select(path => Watch(path, file =>
        {
            saved[file] = true;
            signal.Release();
        })).ToList();
        var last = ExitCode.Ok;
        try
        {
            while (true)
            {
                await signal.WaitAsync(cancellationToken);
                await Task.Delay(Pause, cancellationToken);
                var files = saved.Keys.Where(file => saved.TryRemove(file, out _) && File.Exists(file)).ToList();
                if (ResultFiles.Find(files) is { Count: > 0 } found)
                {
                    last = validate(found);
                }
            }
        }
        catch (OperationCanceledException)
        {
            return last;
        }
        finally
        {
            watchers.ForEach(watcher => watcher.Dispose());
        }
    }

    private static FileSystemWatcher Watch(string path, Action<string> saved)
    {
        var isFolder = Directory.Exists(path);
        var watcher = isFolder ? new FileSystemWatcher(path) { IncludeSubdirectories = true } : new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path));
        watcher.NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size;
        watcher.Changed += (_, change) => Note(change.FullPath);
        watcher.Created += (_, change) => Note(change.FullPath);
        watcher.Renamed += (_, change) => Note(change.FullPath);
        watcher.EnableRaisingEvents = true;
        return watcher;

        void Note(string file)
        {
            if (!isFolder || ResultFiles.KindOf(file) != FileKind.Other)
            {
                saved(file);
            }
        }
    }
}
