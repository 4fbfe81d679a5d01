namespace Mteb.Schemas.Results.Comparison;

/// <summary>A result and the run that it belongs to, as its path tells.</summary>
/// <param name="Model">The model's folder; null when the path has none.</param>
/// <param name="Revision">The revision's folder; null when the path has none.</param>
/// <param name="Experiment">The experiment's folder; null for the plain model.</param>
/// <param name="Result">The result.</param>
/// <param name="Path">The file.</param>
public sealed record RunResult(string? Model, string? Revision, string? Experiment, TaskResult Result, string Path)
{
    /// <summary>Takes the run from a path <c>model/revision/[experiments/name/]Task.json</c>.</summary>
    /// <param name="path">An absolute path.</param>
    /// <param name="result">What the file holds.</param>
    public static RunResult At(string path, TaskResult result)
    {
        var folder = Directory.GetParent(path);
        string? experiment = null;
        if (folder?.Parent?.Name == ResultPaths.ExperimentsFolder)
        {
            experiment = folder.Name;
            folder = folder.Parent.Parent;
        }

        return new RunResult(folder?.Parent?.Name, folder?.Name, experiment, result, path);
    }
}
