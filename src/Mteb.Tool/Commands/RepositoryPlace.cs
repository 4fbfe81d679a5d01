using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results;

namespace Mteb.Tool.Commands;

/// <summary>Where a results repository lies, and which of its models are meant.</summary>
/// <param name="ResultsFolder">Full path of the folder <c>results</c>.</param>
/// <param name="Models">Names of models' folders; null for all.</param>
internal sealed record RepositoryPlace(string ResultsFolder, IReadOnlyCollection<string>? Models)
{
    /// <summary>The folder that holds <see cref="ResultsFolder"/>.</summary>
    public string Root => Path.GetDirectoryName(ResultsFolder)!;

    /// <summary>From paths that a user names: the repository, its folder <c>results</c>, or anything below that.</summary>
    /// <param name="paths">Full paths.</param>
    public static Outcome<RepositoryPlace> Of(IReadOnlyList<string> paths)
    {
        var places = new List<(string Folder, string? Model)>();
        foreach (var path in paths.Select(Path.TrimEndingDirectorySeparator))
        {
            if (Find(path) is not { } place)
            {
                return OptionCodes.FolderMissing.At(
                    new SourcePlace(path),
                    $"There is no folder '{ResultPaths.ResultsFolder}' here, nor is this in one.",
                    "Name a results repository, its folder 'results', or a model in it.");
            }

            places.Add(place);
        }

        return places.Select(place => place.Folder).Distinct(StringComparer.Ordinal).Count() > 1
            ? OptionCodes.FolderMissing.At(new SourcePlace(paths[^1]), "The paths lie in different repositories.", "Check one repository at a time.")
            : new RepositoryPlace(places[0].Folder, places.Exists(place => place.Model is null) ? null : [.. places.Select(place => place.Model!).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>The name of the model's folder that a file lies in; null when it is in none.</summary>
    public string? ModelOf(string? file) => file is null ? null : Path.GetRelativePath(ResultsFolder, file).Split(Path.DirectorySeparatorChar)[0];

    private static (string Folder, string? Model)? Find(string path)
    {
        var below = Path.Combine(path, ResultPaths.ResultsFolder);
        if (Path.GetFileName(path) != ResultPaths.ResultsFolder && Directory.Exists(below))
        {
            return (below, null);
        }

        string? model = null;
        for (var folder = Path.Exists(path) ? path : null; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.GetFileName(folder) == ResultPaths.ResultsFolder)
            {
                return (folder, model);
            }

            model = Path.GetFileName(folder);
        }

        return null;
    }
}
