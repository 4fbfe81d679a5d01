using Mteb.Evaluation.Datasets;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Running;

/// <summary>Turns what a user asks for into what is run.</summary>
/// <param name="own">Tasks of the user's own, by name.</param>
/// <param name="data">Where the data come from.</param>
public sealed class TaskPlanner(IReadOnlyDictionary<string, TaskFacts> own, ITaskDataSource data)
{
    /// <summary>Plans. A task that cannot be run is an error; the plan of the others still stands.</summary>
    public (IReadOnlyList<TaskPlan> Plans, IReadOnlyList<Diagnostic> Diagnostics) Plan(TaskSelection selection)
    {
        var diagnostics = new List<Diagnostic>();
        foreach (var name in own.Keys.Where(name => TaskCatalogue.Find(name) is not null))
        {
            diagnostics.Add(RunCodes.NameTaken.Here(
                $"A task.json declares a task '{name}', which is the name of an MTEB task.", "Give the task a name of its own."));
        }

        var named = selection.Tasks.Count > 0;
        var tasks = named ? Named(selection.Tasks, diagnostics) : Filtered(selection, diagnostics);
        var plans = new List<TaskPlan>();
        foreach (var task in tasks)
        {
            if (Retype(task, selection.AsType, diagnostics) is { } retyped && Plan(retyped, selection, diagnostics) is { } plan)
            {
                plans.Add(plan);
            }
        }

        if (plans.Count == 0 && !diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error))
        {
            diagnostics.Add(RunCodes.NothingToRun.Here(
                "No task is left to run: the filters match none whose data are there.",
                "Name tasks with '--tasks', widen the filters, or point '--data' to the folder that holds the task folders."));
        }

        return (plans, diagnostics);
    }

    private List<TaskFacts> Named(IReadOnlyList<string> names, List<Diagnostic> diagnostics)
    {
        var tasks = new List<TaskFacts>();
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            if (own.GetValueOrDefault(name) ?? TaskCatalogue.Find(name) is not { } task)
            {
                diagnostics.Add(Unknown(name));
            }
            else if (Usable(task, diagnostics))
            {
                tasks.Add(task);
                if (task.SupersededBy is { } successor)
                {
                    diagnostics.Add(RunCodes.TaskSuperseded.Here(
                        $"{task.Name} has a successor: {successor}.", $"Run {successor} too, if the board that you look at uses it."));
                }
            }
        }

        return tasks;
    }

    private static bool Usable(TaskFacts task, List<Diagnostic> diagnostics)
    {
        if (!task.IsTextOnly)
        {
            diagnostics.Add(RunCodes.NotText.Here(
                $"{task.Name} needs {string.Join(", ", task.Modalities)}; this program evaluates text.",
                "Leave the task out, or evaluate it with Python mteb."));
            return false;
        }

        if (task.AggregateOf.Count > 0)
        {
            diagnostics.Add(RunCodes.AggregateTask.Here(
                $"{task.Name} is the mean of {task.AggregateOf.Count} tasks and has no data of its own: {string.Join(", ", task.AggregateOf)}.",
                "Run the members."));
            return false;
        }

        return true;
    }

    private Diagnostic Unknown(string name)
    {
        var nearest = NearestNames.To(name, TaskCatalogue.Names.Concat(own.Keys));
        var offer = nearest.Count == 0 ? "" : $" Near it are {string.Join(", ", nearest)}.";
        return RunCodes.UnknownTask.Here(
            $"There is no task '{name}'.{offer}",
            nearest.Count == 0 ? "Check the name, or the task.json that declares the task." : $"Ask for '{nearest[0]}', if that is what you mean.");
    }

    /// <summary>mteb leaves out tasks with a successor, private ones and betas unless they are named; so are those without data here.</summary>
    private List<TaskFacts> Filtered(TaskSelection selection, List<Diagnostic> diagnostics)
    {
        var found = new List<TaskFacts>();
        var ownFolders = own.Values.Select(task => task.DataFolder).ToHashSet(StringComparer.Ordinal);
        var catalogued = data.TaskNames.Where(name => !ownFolders.Contains(name)).Select(TaskCatalogue.Find).OfType<TaskFacts>();
        foreach (var task in own.Values.Concat(catalogued))
        {
            if (!task.IsTextOnly || task.AggregateOf.Count > 0 || !Matches(task, selection))
            {
                continue;
            }

            if (task.SupersededBy is not null || !task.IsPublic || task.IsBeta)
            {
                var reason = task.SupersededBy is { } successor ? $"it has a successor, {successor}" : task.IsBeta ? "it is in beta" : "it is private";
                diagnostics.Add(RunCodes.LeftOut.Here($"{task.Name} was left out: {reason}.", "Name the task with '--tasks' to run it all the same."));
                continue;
            }

            found.Add(task);
        }

        return found;
    }

    private static bool Matches(TaskFacts task, TaskSelection selection) =>
        (selection.TaskTypes.Count == 0 || selection.TaskTypes.Contains(task.Type, StringComparer.OrdinalIgnoreCase))
        && (selection.Categories.Count == 0 || selection.Categories.Contains(task.Category, StringComparer.OrdinalIgnoreCase))
        && (selection.Languages.Count == 0 || task.Subsets.Any(subset => Speaks(subset, selection.Languages)));

    private static TaskFacts? Retype(TaskFacts task, string? type, List<Diagnostic> diagnostics)
    {
        if (type is null)
        {
            return task;
        }

        var retyped = TaskRetyping.As(task, type);
        if (retyped is null)
        {
            diagnostics.Add(RunCodes.CannotRetype.Here(
                $"{task.Name} is of type {task.Type} and cannot be evaluated as '{type}'; possible for tasks with documents and queries are {string.Join(", ", TaskRetyping.Types)}.",
                "Leave '--as-type' out, or choose tasks of a retrieval-like type."));
        }

        return retyped;
    }

    private TaskPlan? Plan(TaskFacts task, TaskSelection selection, List<Diagnostic> diagnostics)
    {
        var wanted = task.Subsets
            .Where(subset => selection.Subsets.Count == 0 || selection.Subsets.Contains(subset.Name))
            .Where(subset => selection.Languages.Count == 0 || Speaks(subset, selection.Languages))
            .ToList();
        var unknown = selection.Subsets.Where(name => task.Subsets.All(subset => subset.Name != name)).ToList();
        if (wanted.Count == 0 || (unknown.Count > 0 && selection.Tasks.Count == 1))
        {
            diagnostics.Add(RunCodes.UnknownSubset.Here(
                unknown.Count > 0
                    ? $"{task.Name} has no subset {string.Join(", ", unknown.Select(name => $"'{name}'"))}."
                    : $"{task.Name} has no subset in the languages asked for.",
                $"Its subsets are {string.Join(", ", task.Subsets.Select(subset => subset.Name).Take(20))}."));
            return null;
        }

        var found = data.FindSubsets(task with { Subsets = wanted });
        diagnostics.AddRange(found.Diagnostics);
        var missing = found.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);
        return found.Succeeded && !missing
            ? new TaskPlan(task, selection.EvalSplits.Count > 0 ? selection.EvalSplits : task.EvalSplits, found.Value)
            : null;
    }

    // A code with a script, such as srp-Cyrl, means the language: mteb compares only its first part.
    private static bool Speaks(SubsetFacts subset, IReadOnlyList<string> languages) =>
        subset.Languages.Any(code => languages.Any(language =>
            code.Split('-')[0].Equals(language.Split('-')[0], StringComparison.Ordinal)));
}
