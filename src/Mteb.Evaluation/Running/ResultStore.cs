using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Files;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Running;

/// <summary>The result files of one model and revision, in mteb's layout. Every file is written whole or not at all.</summary>
/// <param name="folder">Full path of the revision folder: <c>root/results/org__model/revision</c>.</param>
public sealed class ResultStore(string folder)
{
    /// <summary>The store of a model below a cache root.</summary>
    /// <param name="root">Full path of the root (<c>--output-folder</c>).</param>
    /// <param name="model">Whose results they are.</param>
    public static ResultStore At(string root, ModelIdentity model) => new(ResultPaths.RunFolder(root, model.Name, model.Revision));

    /// <summary>Full path of the revision folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>Full path of a task's result.</summary>
    public string PathOf(string task) => ResultPaths.TaskFile(Folder, task);

    /// <summary>Reads a result.</summary>
    /// <returns>The result; null when there is no file; a diagnostic when there is one that cannot be continued.</returns>
    public Outcome<TaskResult?> Read(string task)
    {
        var path = PathOf(task);
        if (!File.Exists(path))
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
    public Diagnostic? Save(TaskResult result) => TryWrite(PathOf(result.TaskName), TaskResultWriter.Write(result));

    /// <summary>Puts a task's section into the manifest beside the results.</summary>
    /// <returns>What went wrong, if anything did.</returns>
    public IEnumerable<Diagnostic> SaveManifest(string task, RunManifest manifest)
    {
        var path = Path.Combine(Folder, RunManifest.FileName);
        var existing = File.Exists(path) ? File.ReadAllBytes(path) : null;
        if (existing is not null && !RunManifest.IsReadable(existing))
        {
            var kept = path + ".unreadable";
            File.Move(path, kept, overwrite: true);
            yield return RunCodes.ManifestUnreadable.At(
                new SourcePlace(path), $"The manifest could not be read; it is kept as '{kept}' and a new one begins.", "Look into the kept file if you need it.");
            existing = null;
        }

        if (TryWrite(path, manifest.MergeInto(existing, task)) is { } problem)
        {
            yield return problem;
        }
    }

    /// <summary>The model's files from which a result was made, by name with their SHA-256; null when nobody noted them.</summary>
    public IReadOnlyDictionary<string, string>? ModelFilesOf(string task)
    {
        var path = Path.Combine(Folder, RunManifest.FileName);
        return File.Exists(path) ? RunManifest.ModelFilesOf(File.ReadAllBytes(path), task) : null;
    }

    /// <summary>Writes a file beside the results.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">From what is there (null when nothing is) to what must be there.</param>
    /// <returns>Null, or why it could not be written.</returns>
    public Diagnostic? Update(string name, Func<byte[]?, byte[]> content)
    {
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
