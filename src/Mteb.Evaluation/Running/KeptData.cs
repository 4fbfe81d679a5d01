using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Running;

/// <summary>The data behind entries of a result that stay when what is missing is scored.</summary>
/// <param name="AreCatalogues">Whether they are of the catalogue's revision; true when nothing is kept.</param>
/// <param name="Sections">What the manifest says of them; empty when it says nothing.</param>
internal sealed record KeptData(bool AreCatalogues, IReadOnlyList<DataSection> Sections)
{
    /// <summary>Nothing is kept.</summary>
    public static readonly KeptData None = new(true, []);

    /// <summary>The data behind a result, or null when it cannot be told whether other data belong to the same revision.</summary>
    /// <param name="task">The task.</param>
    /// <param name="present">The result that is there.</param>
    /// <param name="manifest">Its section of the manifest; null when there is none.</param>
    public static KeptData? Of(TaskFacts task, TaskResult present, RunManifest? manifest)
    {
        var sections = manifest?.DatasetRevision == present.DatasetRevision ? manifest!.Data : null;
        return present.DatasetRevision == task.DatasetRevision ? new KeptData(true, sections ?? [])
            : sections is null ? null
            : new KeptData(false, sections);
    }

    /// <summary>The kept data together with what was read.</summary>
    public IReadOnlyList<DataSection> With(IEnumerable<DataSection> read) =>
        [.. Sections.Concat(read).DistinctBy(section => (section.Subset, section.Split, section.Sha256))];

    /// <summary>Whether the data of a split of a subset are among them.</summary>
    public bool Knows(string subset, string split) => Sections.Any(section => (section.Subset, section.Split) == (subset, split));

    /// <summary>Whether something that was read is another than what the kept entries were made from.</summary>
    /// <param name="read">The split of a subset, and the hash of its content.</param>
    public bool Contradicts(IEnumerable<(string Subset, string Split, string Sha256)> read) => read.Any(part =>
        Sections.Any(section => IsSamePlace(section, part)) && !Sections.Any(section => IsSamePlace(section, part) && section.Sha256 == part.Sha256));

    private static bool IsSamePlace(DataSection section, (string Subset, string Split, string Sha256) part) =>
        (section.Subset, section.Split) == (part.Subset, part.Split);
}
