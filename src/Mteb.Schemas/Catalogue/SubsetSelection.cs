using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Catalogue;

/// <summary>Chooses subsets of a task as mteb does.</summary>
public static class SubsetSelection
{
    /// <summary>
    /// Keeps subsets, in the order of the task, that are named (when names are given) and have a code with a wanted language
    /// and a wanted script. The exclusive filter wants that of every code of a subset, and needs languages.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="filter">Languages and scripts.</param>
    /// <param name="names">Names of subsets; null for all.</param>
    /// <param name="exclusive">Whether every code of a subset must be wanted.</param>
    /// <returns>The subsets; failure when none is left.</returns>
    public static Outcome<IReadOnlyList<SubsetFacts>> Select(
        TaskFacts task, LanguageFilter filter, IReadOnlyCollection<string>? names = null, bool exclusive = false)
    {
        var kept = task.Subsets
            .Where(subset => (names is null || names.Contains(subset.Name)) && IsWanted(subset, filter, exclusive))
            .ToList();
        return kept.Count > 0
            ? kept
            : ResultCodes.NothingSelected.Here(
                $"No subset of '{task.Name}' has the chosen languages, scripts and names.",
                exclusive && !filter.HasLanguages
                    ? "Name languages, which the exclusive filter needs."
                    : "Choose fewer conditions, or leave the task out.");
    }

    private static bool IsWanted(SubsetFacts subset, LanguageFilter filter, bool exclusive) =>
        exclusive ? filter.HasLanguages && subset.Languages.All(filter.Accepts) : subset.Languages.Any(filter.Accepts);
}
