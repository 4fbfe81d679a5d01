using System.Globalization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Datasets;

/// <summary>What was read of a task's subset and split.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Subset">Name of the subset.</param>
/// <param name="Split">Name of the split.</param>
/// <param name="Files">The files, as the user would write them.</param>
/// <param name="Sha256">Hash of the content, in 64 hexadecimal digits; the same whatever the format of the files (<see cref="DatasetFingerprint"/>).</param>
/// <param name="Statistics">Numbers that describe the content.</param>
public sealed record DataRecord(
    string Task, string Subset, string Split, IReadOnlyList<string> Files, string Sha256, DataStatistics Statistics)
{
    /// <summary>A warning that names what differs from mteb's statistics; null when nothing does or nothing could be compared.</summary>
    /// <param name="expected">mteb's numbers for the split or the subset.</param>
    public Diagnostic? Check(IReadOnlyDictionary<string, double> expected)
    {
        var comparison = Statistics.CompareWith(expected);
        if (comparison.Differences.Count == 0)
        {
            return null;
        }

        var differences = comparison.Differences.Select(difference => string.Create(
            CultureInfo.InvariantCulture, $"{difference.Name} is {difference.Actual:0.##} instead of {difference.Expected:0.##}"));
        return DatasetCodes.StatisticsDiffer.At(
            new SourcePlace(Files[0]),
            $"The data of {Task}, subset '{Subset}', split '{Split}' are not those that mteb describes: {string.Join(", ", differences)}.",
            "Compare the files with the task's published data; scores on other data cannot be compared with published ones.");
    }
}
