using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Files;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Running;

/// <summary>The result files of one model and revision, in mteb's layout. Every file is written whole or not at all.</summary>
/// <param name="folder">Full path of the revision folder: <c>root/results/org__model/revision</c>.</param>
public sealed class ResultStore(string folder)
{
    /// <summary>A store that has nothing and keeps nothing.</summary>
    public static ResultStore None { get; } = new("");

    /// <summary>Whether anything is kept.</summary>
    public bool Keeps => Folder.Length > 0;

    /// <summary>The store of a model below a cache root.</summary>
    /// <param name="root">Full path of the root (<c>--output-folder</c>).</param>
    /// <param name="model">Whose results they are.</param>
    public static ResultStore At(string root, ModelIdentity model) => new(ResultPaths.RunFolder(root, model.Name, model.Revision));

    /// <summary>Full path of the revision folder; empty when nothing is kept.</summary>
    public string Folder { get; } = folder;

    private string ManifestPath => Path.Combine(Folder, RunManifest.FileName);

    private bool HasManifest => Keeps && File.Exists(ManifestPath);

    /// <summary>Full path of a task's result; null when nothing is kept.</summary>
    public string? PathOf(string task) => Keeps ? ResultPaths.TaskFile(Folder, task) : null;

    /// <summary>Reads a result.</summary>
    /// <returns>The result; null when there is no file; a diagnostic when there is one that cannot be continued.</returns>
    public Outcome<TaskResult?> Read(string task)
    {
        var path = PathOf(task);
        if (path is null || !File.Exists(path))
        {
            return Outcome.Success<TaskResult?>(null, []);
        }

        var read = TaskResultReader.Read(File.ReadAllBytes(path), path);
        return read.Succeeded
            ? Outcome.Success<TaskResult?>(read.Value, read.Diagnostics)
            : Outcome.Failure<TaskResult?>(
                [
                    .. read.Diagnostics,
                    RunCodes.ResultUnreadable.At(
                        new SourcePlace(path),
                        $"The file is in the way of the result of {task} and cannot be continued; it was left as it is.",
                        "Move it away, or use '--overwrite-strategy always' to replace it."),
                ]);
    }

    /// <summary>Writes a result.</summary>
    /// <returns>Null, or why it could not be written.</returns>
    public Diagnostic? Save(TaskResult result) => PathOf(result.TaskName) is { } path ? TryWrite(path, TaskResultWriter.Write(result)) : null;

    /// <summary>What stands in the way of a manifest beside the results: an unreadable one is moved aside, so that nothing is lost.</summary>
    /// <returns>Null, or what was found and done.</returns>
    public Diagnostic? ClearManifest()
    {
        if (!HasManifest || RunManifest.IsReadable(File.ReadAllBytes(ManifestPath)))
        {
            return null;
        }

        var aside = ManifestPath + ".unreadable";
        File.Move(ManifestPath, aside, overwrite: true);
        return RunCodes.ManifestUnreadable.At(
            new SourcePlace(ManifestPath), $"The manifest could not be read; it is kept as '{aside}' and a new one begins.", "Look into the kept file if you need it.");
    }

    /// <summary>Puts a task's section into the manifest beside the results.</summary>
    /// <returns>Null, or why that was not possible.</returns>
    public Diagnostic? SaveManifest(string task, RunManifest manifest) => Keeps
        ? TryWrite(ManifestPath, manifest.MergeInto(HasManifest ? File.ReadAllBytes(ManifestPath) : null, task))
        : null;

    /// <summary>A task's section of the manifest; null when there is none that can be read.</summary>
    public RunManifest? ManifestOf(string task) => HasManifest ? RunManifest.Read(File.ReadAllBytes(ManifestPath), task) : null;

    /// <summary>Writes a file beside the results.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">From what is there (null when nothing is) to what must be there.</param>
    /// <returns>Null, or why it could not be written.</returns>
    public Diagnostic? Update(string name, Func<byte[]?, byte[]> content)
    {
        if (!Keeps)
        {
            return null;
        }

        var path = Path.Combine(Folder, name);
        return TryWrite(path, content(File.Exists(path) ? File.ReadAllBytes(path) : null));
    }

    /// <summary>Writes a file, and says why when that is not possible.</summary>
    internal static Diagnostic? TryWrite(string path, byte[] content)
    {
        try
        {
            AtomicFile.Write(path, content);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return RunCodes.NotWritable.At(
                new SourcePlace(path),
                $"The file could not be written: {exception.Message}",
                "Make the folder writable, or choose another with '--output-folder'.");
        }
    }
}
