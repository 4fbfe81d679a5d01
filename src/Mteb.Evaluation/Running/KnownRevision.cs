namespace Mteb.Evaluation.Running;

/// <summary>Finds results of a model that lie under another revision than the one it would get now.</summary>
public static class KnownRevision
{
    /// <summary>
    /// The revision under which results of exactly these files lie. A commit that changes nothing of a model gives it another
    /// revision, and its results still hold.
    /// </summary>
    /// <param name="modelFolder">Full path of the folder that holds the revisions of the model's results.</param>
    /// <param name="model">The model as it is now.</param>
    /// <returns>The revision; the one with the latest run where there are several; null where there is none.</returns>
    public static string? Find(string modelFolder, ModelDescription model)
    {
        if (!Directory.Exists(modelFolder))
        {
            return null;
        }

        return Directory.EnumerateDirectories(modelFolder)
            .Select(folder => (Revision: Path.GetFileName(folder), Started: LastRun(Path.Combine(folder, RunManifest.FileName), model)))
            .Where(found => found.Started is not null)
            .OrderByDescending(found => found.Started, StringComparer.Ordinal)
            .Select(found => found.Revision)
            .FirstOrDefault();
    }

    private static string? LastRun(string manifest, ModelDescription model) => File.Exists(manifest)
        ? RunManifest.ReadAll(File.ReadAllBytes(manifest)).Where(section => Freshness.IsSameModel(section.Model, model)).Max(section => section.Started)
        : null;
}
