using Mteb.Schemas.Catalogue;

namespace Mteb.Schemas.Results.Migration;

/// <summary>What the conversion of an older result needs to know of its task.</summary>
/// <param name="Name">The name of today.</param>
/// <param name="Type">The task type.</param>
/// <param name="MainScore">The main metric of today.</param>
/// <param name="Subsets">The subsets of today.</param>
internal sealed record LegacyTask(string Name, string Type, string MainScore, IReadOnlyList<SubsetFacts> Subsets)
{
    /// <summary>The task of a body before 1.11: by its name, by what it is called today, or whatever its case; null when mteb has none.</summary>
    public static LegacyTask? Find(string name) => FindExact(name) ?? (LegacyNames.Resolve(name) is { } today ? FindExact(today) : null);

    /// <summary>The task of exactly that name, withdrawn ones included; null when mteb has none.</summary>
    public static LegacyTask? FindExact(string name) =>
        LegacyNames.LanguageOfWithdrawn(name) is { } language ? new LegacyTask(name, "Classification", "accuracy", [new SubsetFacts("default", [language])])
        : TaskCatalogue.Find(name) is { } facts ? new LegacyTask(facts.Name, facts.Type, facts.MainScore, facts.Subsets)
        : null;

    /// <summary>The languages of a subset; those of all subsets, in the task's order, when it has no such subset.</summary>
    public IReadOnlyList<string> Languages(string subset) =>
        Subsets.FirstOrDefault(known => known.Name == subset)?.Languages
        ?? [.. Subsets.SelectMany(known => known.Languages).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether the task has a subset of that name.</summary>
    public bool Has(string subset) => Subsets.Any(known => known.Name == subset);
}
