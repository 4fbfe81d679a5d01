namespace Mteb.Schemas.Catalogue;

/// <summary>What tasks must be like to be chosen.</summary>
public sealed record TaskCriteria
{
    /// <summary>For a list of tasks that somebody gave: nothing is left out unless asked for.</summary>
    public static readonly TaskCriteria ForGivenTasks = new();

    /// <summary>For a list that is made from all tasks: superseded, private and beta tasks are left out.</summary>
    public static readonly TaskCriteria ForCatalogue = new() { KeepsSuperseded = false, KeepsPrivate = false, KeepsBeta = false };

    /// <summary>Task types; null for any.</summary>
    public IReadOnlyCollection<string>? Types { get; init; }

    /// <summary>Categories such as <c>t2t</c>; null for any.</summary>
    public IReadOnlyCollection<string>? Categories { get; init; }

    /// <summary>Languages and scripts.</summary>
    public LanguageFilter Languages { get; init; } = LanguageFilter.Any;

    /// <summary>Whether tasks that have a successor stay.</summary>
    public bool KeepsSuperseded { get; init; } = true;

    /// <summary>Whether tasks stay whose data are not public.</summary>
    public bool KeepsPrivate { get; init; } = true;

    /// <summary>Whether tasks stay that mteb calls beta.</summary>
    public bool KeepsBeta { get; init; } = true;
}

/// <summary>Chooses tasks as mteb does.</summary>
public static class TaskSelection
{
    /// <summary>The tasks that meet all criteria, in their order. A wanted language and a wanted script may stand in different codes of a task.</summary>
    public static IEnumerable<TaskFacts> Select(IEnumerable<TaskFacts> tasks, TaskCriteria criteria) => tasks.Where(task =>
        (criteria.Types is null || criteria.Types.Contains(task.Type))
        && (criteria.Categories is null || (task.Category is { } category && criteria.Categories.Contains(category)))
        && (criteria.KeepsSuperseded || task.SupersededBy is null)
        && (criteria.KeepsPrivate || task.IsPublic)
        && (criteria.KeepsBeta || !task.IsBeta)
        && ((!criteria.Languages.HasLanguages && !criteria.Languages.HasScripts)
            || criteria.Languages.AcceptsSeparately(task.Subsets.SelectMany(subset => subset.Languages))));
}
