using Mteb.Evaluation.Datasets.Formats;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Datasets.Local;

/// <summary>
/// The folder of a task and where its files lie: <c>&lt;subset&gt;/&lt;split&gt;.jsonl</c>, and for the subset
/// <c>default</c> also without its folder.
/// </summary>
internal sealed class TaskFolder
{
    private const string DefaultSubset = "default";
    private const int NamesInMessages = 10;

    private readonly string _path;

    private TaskFolder(string path) => _path = path;

    /// <summary>Finds the folder of a task below the data root.</summary>
    public static Outcome<TaskFolder> Find(string root, string task)
    {
        if (CheckName("task", task) is { } problem)
        {
            return problem;
        }

        if (!Directory.Exists(root))
        {
            return DatasetCodes.DataFolderMissing.At(
                new SourcePlace(root), "There is no such folder.", "Name the folder that holds the task folders with '--data'.");
        }

        // Listed rather than asked for, because some file systems take upper and lower case for the same.
        var folders = Directory.EnumerateDirectories(root).Select(folder => Path.GetFileName(folder)).ToList();
        return folders.Contains(task)
            ? new TaskFolder(Path.Combine(root, task))
            : DatasetCodes.TaskFolderMissing.At(
                new SourcePlace(root),
                $"There is no folder '{task}'. {NearestNames.Sentence(task, folders)}".TrimEnd(),
                $"Put the task's data into '{Path.Combine(root, task)}'; the folder is named exactly like the task.");
    }

    /// <summary>The subsets whose folders are there, in the order of the facts; with an error for those that are not.</summary>
    /// <param name="task">The task.</param>
    /// <param name="shared">The folders that hold the data of a subset that has none of its own; null where each needs one.</param>
    public Outcome<IReadOnlyList<SubsetFacts>> FindSubsets(TaskFacts task, Func<SubsetFacts, IEnumerable<string>>? shared = null)
    {
        var folders = Directory.EnumerateDirectories(_path).Select(folder => Path.GetFileName(folder)).ToHashSet();
        var found = task.Subsets.Where(subset =>
            folders.Contains(subset.Name) || subset.Name == DefaultSubset || (shared?.Invoke(subset).All(folders.Contains) ?? false)).ToList();
        var missing = task.Subsets.Except(found).Select(subset => subset.Name).ToList();
        if (missing.Count == 0)
        {
            return found;
        }

        var diagnostic = DatasetCodes.SubsetsMissing.At(
            new SourcePlace(_path),
            $"{missing.Count} of the {task.Subsets.Count} subsets of {task.Name} have no folder: {List(missing)}.",
            found.Count == 0
                ? $"Give each subset a folder of its own, such as '{Path.Combine(_path, missing[0])}'."
                : $"Add their folders, or evaluate what is there with '--subsets {Arguments(found)}'; the result is then partial and marked so.");
        return found.Count == 0 ? diagnostic : Outcome.Success<IReadOnlyList<SubsetFacts>>(found, [diagnostic]);
    }

    /// <summary>Finds the file of a split.</summary>
    public Outcome<DataFile> FindSplit(string subset, string split)
    {
        if (Check(subset, split) is { } problem)
        {
            return problem;
        }

        var folders = Folders(subset);
        var files = Files(folders);
        return files.Where(file => file.Stem == split).ToList() switch
        {
            [var (_, only)] => only,
            [] => Missing(Path.Combine(folders[0], split), files, $"split '{split}'"),
            var several => Ambiguous(several),
        };
    }

    /// <summary>
    /// Finds the file of a part of retrieval data: <c>corpus.jsonl</c>, or in a folder <c>corpus</c> the file of the split
    /// or else the only one.
    /// </summary>
    /// <param name="subset">The subset.</param>
    /// <param name="part">Name of the part.</param>
    /// <param name="split">The split.</param>
    /// <param name="bySplit">Whether only the file of the split serves, as for judgements.</param>
    public Outcome<DataFile> FindPart(string subset, string part, string split, bool bySplit = false)
    {
        if (Check(subset, split) is { } problem)
        {
            return problem;
        }

        var folders = Folders(subset);
        var whole = bySplit ? [] : Files(folders).Where(file => file.Stem == part).ToList();
        var parts = Files([.. folders.Select(folder => Path.Combine(folder, part)).Where(Directory.Exists)]);
        var ofSplit = parts.Where(file => file.Stem == split).ToList();
        var chosen = ofSplit.Count > 0 || bySplit || parts.Count > 1 ? ofSplit : parts;
        var expected = bySplit ? Path.Combine(folders[0], part, split) : Path.Combine(folders[0], part);
        return whole.Concat(chosen).ToList() switch
        {
            [var (_, only)] => only,
            [] => Missing(expected, parts.Count > 0 ? parts : Files(folders), bySplit ? $"the {part} of split '{split}'" : $"the {part}"),
            var several => Ambiguous(several),
        };
    }

    /// <summary>Whether there is anything for a part.</summary>
    public bool HasPart(string subset, string part) =>
        Folders(subset) is var folders
        && (folders.Any(folder => Directory.Exists(Path.Combine(folder, part))) || Files(folders).Any(file => file.Stem == part));

    private static Diagnostic Missing(string expected, List<Found> found, string what) => DatasetCodes.FileMissing.At(
        new SourcePlace(Path.GetDirectoryName(expected)),
        $"There is no file for {what}{(found.Count == 0 ? "" : $"; there are {List([.. found.Select(file => Path.GetFileName(file.File.Path))])}")}.",
        $"Add '{Path.GetFileName(expected)}' with the ending {DataFile.Endings}.");

    private static Diagnostic Ambiguous(List<Found> files) => DatasetCodes.FileAmbiguous.At(
        new SourcePlace(files[0].File.Path),
        $"Each of {List([.. files.Select(file => file.File.Path)])} could be meant.",
        "Keep one of them and remove or rename the others.");

    private static List<Found> Files(IReadOnlyList<string> folders)
    {
        var files = new List<Found>();
        foreach (var path in folders.SelectMany(Directory.EnumerateFiles).Order(StringComparer.Ordinal))
        {
            if (DataFile.Of(path, out var stem) is { } file)
            {
                files.Add(new Found(stem, file));
            }
        }

        return files;
    }

    private List<string> Folders(string subset)
    {
        var own = Path.Combine(_path, subset);
        return subset == DefaultSubset
            ? Directory.Exists(own) ? [_path, own] : [_path]
            : Directory.Exists(own) ? [own] : [];
    }

    private Diagnostic? Check(string subset, string split) =>
        CheckName("subset", subset) ?? CheckName("split", split) ?? (Folders(subset).Count > 0
            ? null
            : DatasetCodes.SubsetsMissing.At(
                new SourcePlace(_path),
                $"Subset '{subset}' has no folder.",
                $"Put its files into '{Path.Combine(_path, subset)}', or leave it out with '--subsets'."));

    // Names come from the catalogue and from task.json; neither may point elsewhere. Links within the folder may.
    private static Diagnostic? CheckName(string what, string name) =>
        name.Length > 0 && name is not ("." or "..") && !name.Any(unit => unit is '/' or '\\' || char.IsControl(unit))
            ? null
            : DatasetCodes.UnsafeName.Here(
                $"The {what} name '{name}' cannot be the name of a file or folder.",
                "Use a name without slashes and control characters.");

    private static string List(List<string> names) =>
        string.Join(", ", names.Take(NamesInMessages).Select(Quote)) + (names.Count > NamesInMessages ? $", … ({names.Count} in all)" : "");

    private static string Arguments(List<SubsetFacts> subsets) =>
        string.Join(' ', subsets.Select(subset => subset.Name.Contains(' ', StringComparison.Ordinal) ? $"\"{subset.Name}\"" : subset.Name));

    private static string Quote(string name) => $"'{name}'";

    private readonly record struct Found(string Stem, DataFile File);
}
