using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Migration;

/// <summary>Metrics of pair classifications stood in groups before mteb 1.12.48: <c>{"max": {"ap": 0.5}}</c> is <c>max_ap</c> today.</summary>
internal static class PairMetrics
{
    private static readonly PythonVersion Flat = new(1, 12, 48);

    /// <summary>Whether mteb looks for groups in a result of that version.</summary>
    public static bool MayBeGrouped(JsonValue? version) =>
        MtebVersionRange.TryParse(version?.AsText(), out var range) && range.Oldest.CompareTo(Flat) < 0;

    /// <summary>Takes the groups of every entry apart.</summary>
    /// <returns>Whether there were any.</returns>
    public static bool Flatten(ResultBody body, MigrationNotes notes)
    {
        var found = false;
        foreach (var entry in body.Scores.SelectMany(split => split.Entries))
        {
            foreach (var (group, value) in entry.Where(member => member.Value.Kind == JsonKind.Mapping).ToList())
            {
                found = true;
                notes.Converted(value.Start, $"The metrics of '{group}' become '{group}_...'.");
                foreach (var (metric, score) in ResultBody.Members(value))
                {
                    entry[$"{group}_{metric}"] = score;
                }

                entry.Remove(group);
            }
        }

        return found;
    }
}
