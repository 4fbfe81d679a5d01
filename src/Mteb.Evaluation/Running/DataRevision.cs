using System.Security.Cryptography;
using Mteb.Evaluation.Datasets;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Running;

/// <summary>Which revision of its data a result was made from.</summary>
/// <param name="Text">What stands in the result: the catalogue's revision, or a hash of the data.</param>
/// <param name="IsCatalogues">Whether it is the catalogue's.</param>
/// <param name="Differences">Where the data differ from what mteb publishes; empty for tasks of one's own.</param>
internal sealed record DataRevision(string Text, bool IsCatalogues, IReadOnlyList<Diagnostic> Differences)
{
    /// <summary>
    /// The catalogue's revision is used only if counts and lengths of everything that was read equal the catalogue's
    /// statistics; otherwise a hash of the data.
    /// </summary>
    public static DataRevision Decide(TaskFacts task, IReadOnlyList<DataRecord> records)
    {
        if (task.DatasetRevision is not { } revision)
        {
            return new DataRevision(Hash(records), false, []);
        }

        var expected = records.Select(record => (Record: record, Numbers: Published(task, record))).ToList();
        var differences = expected.Select(pair => pair.Record.Check(pair.Numbers)).OfType<Diagnostic>().ToList();
        var known = expected.TrueForAll(pair => pair.Record.Statistics.CompareWith(pair.Numbers).IsEqual);
        return known ? new DataRevision(revision, true, []) : new DataRevision(Hash(records), false, differences);
    }

    /// <summary>What the manifest says of a split of a subset.</summary>
    public static DataSection Describe(DataRecord record) =>
        new(record.Split, record.Subset, record.Sha256, record.Files, record.Statistics.Numbers);

    private static IReadOnlyDictionary<string, double> Published(TaskFacts task, DataRecord record) =>
        TaskStatistics.Find(task.Name, record.Split, record.Subset)?.CountsAndLengths ?? new Dictionary<string, double>();

    private static string Hash(IReadOnlyList<DataRecord> records)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var record in records.OrderBy(record => record.Subset, StringComparer.Ordinal).ThenBy(record => record.Split, StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{record.Subset}\0{record.Split}\0{record.Sha256}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..40];
    }
}
