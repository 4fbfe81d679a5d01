using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results;
using Mteb.Schemas.Results.Migration;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Tool.Commands;

/// <summary>A result file that a user named, itself or by a folder.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Relative">Its path below the named folder, with forward slashes; for a file, its name.</param>
internal sealed record NamedResult(string Path, string Relative);

/// <summary>Result files as users name them: files, folders and patterns.</summary>
internal static class ResultArguments
{
    /// <summary>The files, each once, in the order of the arguments.</summary>
    public static Outcome<IReadOnlyList<NamedResult>> Find(IReadOnlyList<string> paths, ToolEnvironment environment)
    {
        var found = new OrderedDictionary<string, NamedResult>(StringComparer.Ordinal);
        var missing = new List<Diagnostic>();
        foreach (var path in paths)
        {
            var full = Path.GetFullPath(path, environment.CurrentDirectory);
            var files = ResultFiles.Find([full]).Where(file => file.Kind == FileKind.TaskResult).Select(file => file.Path).ToList();
            foreach (var file in files)
            {
                found.TryAdd(file, new NamedResult(file, Relative(file, full, environment.CurrentDirectory)));
            }

            if (files.Count == 0)
            {
                missing.Add(MigrationCodes.NoFiles.At(
                    new SourcePlace(path), Directory.Exists(full) ? "The folder holds no result files." : "There is no such file or folder.", "Name a result file, or a folder that holds results."));
            }
        }

        return missing.Count > 0 ? Outcome.Failure<IReadOnlyList<NamedResult>>(missing) : Outcome.Success<IReadOnlyList<NamedResult>>([.. found.Values], []);
    }

    /// <summary>Reads a result of any generation.</summary>
    public static Outcome<TaskResult> Read(NamedResult file)
    {
        try
        {
            return ResultMigration.Read(File.ReadAllBytes(file.Path), file.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return MigrationCodes.FileRefused.At(new SourcePlace(file.Path), exception.Message, "Check the access rights.");
        }
    }

    // A pattern stands for files below the current directory.
    private static string Relative(string file, string named, string currentDirectory)
    {
        var relative = file == named ? Path.GetFileName(file) : Path.GetRelativePath(Directory.Exists(named) ? named : currentDirectory, file);
        return (relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? Path.GetFileName(file) : relative).Replace('\\', '/');
    }
}
