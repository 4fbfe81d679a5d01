using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results;

namespace Mteb.Tool.Commands;

/// <summary>Result files as users name them: files, or folders that hold some.</summary>
internal static class ResultArguments
{
    /// <summary>The files, each once, in the order of the arguments.</summary>
    public static Outcome<IReadOnlyList<ResultFile>> Find(IReadOnlyList<string> paths, ToolEnvironment environment)
    {
        var found = new OrderedDictionary<string, ResultFile>(StringComparer.Ordinal);
        var missing = new List<Diagnostic>();
        foreach (var path in paths)
        {
            var files = ResultFiles.Find(Path.GetFullPath(path, environment.CurrentDirectory));
            foreach (var file in files)
            {
                found.TryAdd(file.Path, file);
            }

            if (files.Count == 0)
            {
                missing.Add(MigrationCodes.NoFiles.At(
                    new SourcePlace(path), Directory.Exists(Path.GetFullPath(path, environment.CurrentDirectory)) ? "The folder holds no result files." : "There is no such file or folder.", "Name a result file, or a folder that holds results."));
            }
        }

        return missing.Count > 0 ? Outcome.Failure<IReadOnlyList<ResultFile>>(missing) : Outcome.Success<IReadOnlyList<ResultFile>>([.. found.Values], []);
    }
}
