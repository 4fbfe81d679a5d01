using System.Buffers;
using Mteb.Schemas.Files;

namespace Mteb.Schemas.Results.Validation;

/// <summary>Finds the files that belong to results.</summary>
public static class ResultFiles
{
    private static readonly SearchValues<string> OwnWords = SearchValues.Create(["\"mteb_version\"", "\"mteb_dataset_name\"", "\"task_name\"", "\"main_score\""], StringComparison.Ordinal);

    /// <summary>Finds them.</summary>
    /// <param name="paths">Full paths of files and folders, or patterns of them. Folders are searched with all that is below.</param>
    /// <param name="missing">Hears of every path that names nothing.</param>
    /// <returns>The files in order of their paths, each once.</returns>
    public static IReadOnlyList<ResultFile> Find(IEnumerable<string> paths, Action<string>? missing = null)
    {
        var found = new SortedDictionary<string, ResultFile>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var before = found.Count;
            foreach (var file in Expand(path))
            {
                found.TryAdd(file.Path, file);
            }

            if (found.Count == before && !File.Exists(path) && !Directory.Exists(path))
            {
                missing?.Invoke(path);
            }
        }

        return [.. found.Values];
    }

    /// <summary>What a file is by its name.</summary>
    public static FileKind KindOf(string path) => Path.GetFileName(path) switch
    {
        ResultPaths.ModelMetaFile => FileKind.ModelMeta,
        ResultPaths.RunSettingsFile => FileKind.RunSettings,
        "run_manifest.json" or "paths.json" => FileKind.Other,
        var name when name.EndsWith(ResultPaths.PredictionsEnd, StringComparison.Ordinal) => FileKind.Predictions,
        var name when name.EndsWith(".json", StringComparison.Ordinal) => FileKind.TaskResult,
        var name when name.EndsWith(".yaml", StringComparison.Ordinal) && Path.GetFileName(Path.GetDirectoryName(path)) == ".eval_results" => FileKind.EvalResults,
        _ => FileKind.Other,
    };

    private static IEnumerable<ResultFile> Expand(string path)
    {
        if (File.Exists(path))
        {
            // Whoever names a file means it, whatever it is called.
            return [new ResultFile(path, KindOf(path) is var kind and not FileKind.Other ? kind : FileKind.TaskResult)];
        }

        if (Directory.Exists(path))
        {
            return In(path);
        }

        if (!Glob.IsPattern(path))
        {
            return [];
        }

        var folder = Path.GetDirectoryName(path[..path.AsSpan().IndexOfAny("*?[{")])!;
        var glob = new Glob(Path.GetRelativePath(folder, path).Replace('\\', '/') is var pattern && pattern.Contains('/', StringComparison.Ordinal) ? pattern : "/" + pattern);
        return Directory.Exists(folder) ? In(folder).Where(file => glob.Matches(Path.GetRelativePath(folder, file.Path))) : [];
    }

    private static IEnumerable<ResultFile> In(string folder) => Directory
        .EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
        .Where(file => !Path.GetRelativePath(folder, file).Split('/', '\\').SkipLast(1).Any(name => name is ".git" or "node_modules"))
        .Select(file => new ResultFile(file, KindOf(file)))
        .Where(file => file.Kind != FileKind.Other && (file.Kind != FileKind.TaskResult || IsResult(file.Path)));

    // Beside a description of a model, everything is a result; elsewhere, what says so.
    private static bool IsResult(string path)
    {
        if (File.Exists(Path.Combine(Path.GetDirectoryName(path)!, ResultPaths.ModelMetaFile)))
        {
            return true;
        }

        const int Enough = 1 << 16;
        using var reader = new StreamReader(path);
        var beginning = new char[Enough];
        var length = reader.ReadBlock(beginning);
        return beginning.AsSpan(0, length).ContainsAny(OwnWords);
    }
}

/// <summary>A file to validate.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Kind">What it is.</param>
public readonly record struct ResultFile(string Path, FileKind Kind);
