using Mteb.Evaluation.Datasets;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Running;

/// <summary>Which revision of its data a result was made from.</summary>
/// <param name="Text">What stands in the result: the catalogue's revision, or a hash of the data.</param>
/// <param name="IsCatalogues">Whether it is the catalogue's.</param>
/// <param name="Data">All data behind the result, those of kept entries first.</param>
/// <param name="Differences">Where the data differ from what mteb publishes; empty for tasks of one's own.</param>
internal sealed record DataRevision(string Text, bool IsCatalogues, IReadOnlyList<DataSection> Data, IReadOnlyList<Diagnostic> Differences)
{
    /// <summary>
    /// The catalogue's revision is used only if counts and lengths of everything that was read equal the catalogue's
    /// statistics; otherwise a hash of the data, of those behind kept entries too.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="records">What was read in this run.</param>
    /// <param name="kept">What the kept entries of the result were made from.</param>
    public static DataRevision Decide(TaskFacts task, IReadOnlyList<DataRecord> records, KeptData kept)
    {
        var data = kept.With(records.Select(Describe));
        if (task.DatasetRevision is not { } revision)
        {
            return new DataRevision(Hash(data), false, data, []);
        }

        var expected = records.Select(record => (Record: record, Numbers: Published(task, record))).ToList();
        var differences = expected.Select(pair => pair.Record.Check(pair.Numbers)).OfType<Diagnostic>().ToList();
        var known = kept.AreCatalogues && expected.TrueForAll(pair => pair.Record.Statistics.CompareWith(pair.Numbers).IsEqual);
        return known ? new DataRevision(revision, true, data, []) : new DataRevision(Hash(data), false, data, differences);
    }

    private static DataSection Describe(DataRecord record) =>
        new(record.Split, record.Subset, record.Sha256, record.Files, record.Statistics.Numbers);

    private static IReadOnlyDictionary<string, double> Published(TaskFacts task, DataRecord record) =>
        TaskStatistics.Find(task.Name, record.Split, record.Subset)?.CountsAndLengths ?? new Dictionary<string, double>();

    private static string Hash(IReadOnlyList<DataSection> data) =>
        DatasetFingerprint.Revision(data.Select(section => (section.Subset, section.Split, section.Sha256)));
}
