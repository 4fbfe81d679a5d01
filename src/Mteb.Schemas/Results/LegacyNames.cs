using System.Collections.Frozen;
using Mteb.Schemas.Catalogue;

namespace Mteb.Schemas.Results;

/// <summary>
/// Names of tasks in results of before mteb 1.11, and what mteb makes of them when it converts such a result. The names are data:
/// <c>Results/Data/old-names.txt</c>.
/// </summary>
internal static class LegacyNames
{
    private static readonly Lazy<ILookup<string, (string Name, string Meaning)>> Facts = new(Read);

    private static readonly Lazy<FrozenDictionary<string, string>> AnyCase = new(() => TaskCatalogue.Names
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(names => names.Key, names => names.First(), StringComparer.OrdinalIgnoreCase));

    /// <summary>The name of today of a task that has only been renamed; null for any other.</summary>
    public static string? Renamed(string name) => Find("renamed", name);

    /// <summary>The language of a task that mteb withdrew, whose results it still converts; null for any other.</summary>
    public static string? LanguageOfWithdrawn(string name) => Find("withdrawn", name);

    /// <summary>The name of today, whatever the case; null when the task is unknown or withdrawn.</summary>
    public static string? Resolve(string name) =>
        Renamed(name) ?? (TaskCatalogue.Find(name) is not null ? name : AnyCase.Value.GetValueOrDefault(name));

    /// <summary>The subset of a result without subsets: two versions of mteb scored some tasks on one language alone and did not say so.</summary>
    /// <param name="task">Name of the task; null when unknown.</param>
    /// <param name="split">Name of the split.</param>
    /// <param name="version">mteb's version as it stands in the file.</param>
    public static string OnlySubset(string? task, string split, string? version) =>
        task is not null && split == "test" && version is "1.1.2.dev0" or "1.1.3.dev0" && Find("only-subset", task!) is { } subset ? subset : "default";

    /// <summary>A subset of the test split that has another name today; null when there is none.</summary>
    /// <param name="task">Name of the task.</param>
    public static (string Before, string Now)? RenamedSubset(string task) =>
        Find("renamed-subset", task)?.Split('=') is [var before, var now] ? (before, now) : null;

    private static string? Find(string kind, string name)
    {
        foreach (var (known, meaning) in Facts.Value[kind])
        {
            if (known == name)
            {
                return meaning;
            }
        }

        return null;
    }

    private static ILookup<string, (string Name, string Meaning)> Read()
    {
        using var reader = new StreamReader(typeof(LegacyNames).Assembly.GetManifestResourceStream("old-names.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.TrimEnd('\r').Split(' '))
            .ToLookup(words => words[0], words => (words[1], words[2]), StringComparer.Ordinal);
    }
}
