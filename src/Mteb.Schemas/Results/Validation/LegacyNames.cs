using System.Collections.Frozen;
using Mteb.Schemas.Catalogue;

namespace Mteb.Schemas.Results.Validation;

/// <summary>Names of before mteb 1.11, and what mteb makes of them when it converts a result.</summary>
internal static class LegacyNames
{
    private static readonly FrozenDictionary<string, string> Renamed = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["NorwegianParliament"] = "NorwegianParliamentClassification",
        ["CMedQAv1"] = "CMedQAv1-reranking",
        ["CMedQAv2"] = "CMedQAv2-reranking",
        ["8TagsClustering"] = "EightTagsClustering",
        ["PPC"] = "PpcPC",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Withdrawn = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ScalaNbClassification"] = "nob-Latn",
        ["ScalaNnClassification"] = "nob-Latn",
        ["ScalaDaClassification"] = "dan-Latn",
        ["ScalaSvClassification"] = "swe-Latn",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly Lazy<FrozenDictionary<string, string>> AnyCase = new(() => TaskCatalogue.Names
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(names => names.Key, names => names.First(), StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether mteb knows the name of a task that it withdrew.</summary>
    public static bool IsWithdrawn(string name) => Withdrawn.ContainsKey(name);

    /// <summary>The language of a withdrawn task.</summary>
    public static string? LanguageOfWithdrawn(string name) => Withdrawn.GetValueOrDefault(name);

    /// <summary>The name of today; null when the task is unknown or withdrawn.</summary>
    public static string? Resolve(string name) =>
        Renamed.TryGetValue(name, out var today) ? today
        : TaskCatalogue.Find(name) is not null ? name
        : AnyCase.Value.GetValueOrDefault(name);

    /// <summary>The subset of a result without subsets: two versions of mteb scored a task on French alone and did not say so.</summary>
    public static string OnlySubset(string? task, string split, string? version) => (task, split, version) switch
    {
        ("MLSUMClusteringP2P" or "MLSUMClusteringS2S", "test", "1.1.2.dev0" or "1.1.3.dev0") => "fr",
        _ => "default",
    };
}
