using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Mteb.Schemas.Results;

/// <summary>What stands in <c>mteb_version</c>: one version, or <c>oldest-newest</c> when entries were made with different ones.</summary>
/// <param name="Oldest">The lower end.</param>
/// <param name="Newest">The upper end; the same for a single version.</param>
public sealed record MtebVersionRange(PythonVersion Oldest, PythonVersion Newest)
{
    // Thousands of files have a few dozen versions.
    private const int MostKept = 1000;

    private static readonly ConcurrentDictionary<string, MtebVersionRange?> Known = new(StringComparer.Ordinal);

    /// <summary>Reads a version or a range.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out MtebVersionRange? range)
    {
        if (text is null || !Known.TryGetValue(text, out range))
        {
            Read(text, out range);
            if (text is not null && Known.Count < MostKept)
            {
                Known.TryAdd(text, range);
            }
        }

        return range is not null;
    }

    /// <summary>The smallest range that holds both.</summary>
    public MtebVersionRange Union(MtebVersionRange other) => new(
        Oldest.CompareTo(other.Oldest) <= 0 ? Oldest : other.Oldest,
        Newest.CompareTo(other.Newest) >= 0 ? Newest : other.Newest);

    /// <summary>As mteb writes it.</summary>
    public override string ToString() => Oldest.CompareTo(Newest) == 0 ? Oldest.ToString() : $"{Oldest}-{Newest}";

    private static void Read(string? text, out MtebVersionRange? range)
    {
        if (PythonVersion.Parse(text) is { } single)
        {
            range = new MtebVersionRange(single, single);
            return;
        }

        var dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        range = dash > 0 && PythonVersion.Parse(text![..dash]) is { } oldest && PythonVersion.Parse(text[(dash + 1)..]) is { } newest
            ? new MtebVersionRange(oldest, newest)
            : null;
    }
}
