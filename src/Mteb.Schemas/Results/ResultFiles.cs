namespace Mteb.Schemas.Results;

/// <summary>Finds result files.</summary>
public static class ResultFiles
{
    private const string PredictionsEnd = "_predictions.json";

    // Files beside results that are something else. The manifest is what this library's own runs leave there.
    private static readonly string[] Others = [ResultPaths.ModelMetaFile, "run_manifest.json"];

    /// <summary>The result files that a path stands for: the file itself, or every one below the folder, in order of their names.</summary>
    /// <param name="path">An absolute path of a file or folder.</param>
    /// <returns>Files with their paths below the folder; for a file, its name. Empty when there is nothing.</returns>
    public static IReadOnlyList<ResultFile> Find(string path) => File.Exists(path)
        ? [new ResultFile(path, Path.GetFileName(path))]
        : Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories)
                .Where(IsResult)
                .Select(file => new ResultFile(file, Path.GetRelativePath(path, file).Replace('\\', '/')))
                .OrderBy(file => file.Relative, StringComparer.Ordinal)]
            : [];

    private static bool IsResult(string file) =>
        Path.GetFileName(file) is var name && !Others.Contains(name) && !name.EndsWith(PredictionsEnd, StringComparison.Ordinal);
}

/// <summary>A result file.</summary>
/// <param name="Path">Its absolute path.</param>
/// <param name="Relative">Its path below the folder that was named, with forward slashes.</param>
public sealed record ResultFile(string Path, string Relative);
