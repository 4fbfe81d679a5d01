namespace Mteb.Schemas.Results.Repository;

/// <summary>The folders of a results repository: <c>results/&lt;model&gt;/&lt;revision&gt;/</c>, in the order of their names.</summary>
/// <param name="Folder">The folder <c>results</c>.</param>
/// <param name="Models">The folders of models. Names that begin with a dot are left out, as by the repository's checks.</param>
internal sealed record RepositoryTree(string Folder, IReadOnlyList<ModelFolderOfResults> Models)
{
    /// <summary>Reads the folders, and every <c>model_meta.json</c>.</summary>
    /// <param name="folder">The folder <c>results</c>.</param>
    /// <param name="models">Names of the models' folders to look at; null for all.</param>
    public static RepositoryTree Read(string folder, IReadOnlyCollection<string>? models) => new(folder,
    [
        .. Directory.EnumerateDirectories(folder)
            .Where(model => !Path.GetFileName(model).StartsWith('.') && models?.Contains(Path.GetFileName(model)) != false)
            .Order(StringComparer.Ordinal)
            .Select(ModelFolderOfResults.Read),
    ]);
}

/// <summary>The folder of a model.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Entries">What lies in it: folders of revisions, and perhaps files that should not be there.</param>
/// <param name="StrayMetas">Files <c>model_meta.json</c> that are neither in a revision's folder nor in an experiment's.</param>
internal sealed record ModelFolderOfResults(string Path, IReadOnlyList<RunFolder> Entries, IReadOnlyList<RunMeta> StrayMetas)
{
    // Finder's file may lie anywhere.
    private const string FinderFile = ".DS_Store";

    /// <summary>Name of the folder.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Reads the folder.</summary>
    public static ModelFolderOfResults Read(string path)
    {
        RunFolder[] entries =
        [
            .. Directory.EnumerateFileSystemEntries(path)
                .Where(entry => System.IO.Path.GetFileName(entry) != FinderFile)
                .Order(StringComparer.Ordinal)
                .Select(RunFolder.Read),
        ];
        var known = entries.SelectMany(entry => entry.Experiments.Append(entry)).Select(run => run.Meta?.Path).ToHashSet(StringComparer.Ordinal);
        var strays = Directory.EnumerateFiles(path, ResultPaths.ModelMetaFile, SearchOption.AllDirectories)
            .Where(meta => !known.Contains(meta))
            .Order(StringComparer.Ordinal)
            .Select(meta => RunMeta.Read(meta)!);
        return new ModelFolderOfResults(path, entries, [.. strays]);
    }
}

/// <summary>The folder of a revision, or of an experiment in it.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="IsFolder">False for a file where a folder should be.</param>
/// <param name="Meta">Its <c>model_meta.json</c>.</param>
/// <param name="Results">Files of results.</param>
/// <param name="FalseFiles">Folders that are called as files of results are.</param>
/// <param name="Experiments">Folders of experiments.</param>
internal sealed record RunFolder(
    string Path, bool IsFolder, RunMeta? Meta, IReadOnlyList<string> Results, IReadOnlyList<string> FalseFiles, IReadOnlyList<RunFolder> Experiments)
{
    private const string Pattern = "*.json";

    /// <summary>Name of the folder.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Reads the folder.</summary>
    public static RunFolder Read(string path)
    {
        if (!Directory.Exists(path))
        {
            return new RunFolder(path, false, null, [], [], []);
        }

        var experiments = System.IO.Path.Combine(path, ResultPaths.ExperimentsFolder);
        return new RunFolder(
            path,
            true,
            RunMeta.Read(System.IO.Path.Combine(path, ResultPaths.ModelMetaFile)),
            [.. Directory.EnumerateFiles(path, Pattern).Where(file => System.IO.Path.GetFileName(file) != ResultPaths.ModelMetaFile).Order(StringComparer.Ordinal)],
            [.. Directory.EnumerateDirectories(path, Pattern).Order(StringComparer.Ordinal)],
            Directory.Exists(experiments) ? [.. Directory.EnumerateDirectories(experiments).Order(StringComparer.Ordinal).Select(Read)] : []);
    }
}
