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
    /// <summary>Whether a task whose data are not there is planned all the same, with the reason in the plan, and is no error.</summary>
    public bool PlansWithoutData { get; init; }

    /// <summary>Plans. A task that cannot be run is an error; the plan of the others still stands.</summary>
    public (IReadOnlyList<TaskPlan> Plans, IReadOnlyList<Diagnostic> Diagnostics) Plan(RunSelection selection)
    {
        var diagnostics = new List<Diagnostic>();
        foreach (var name in own.Keys.Where(name => TaskCatalogue.Find(name) is not null))
        {
            diagnostics.Add(RunCodes.NameTaken.Here(
                $"A task.json declares a task '{name}', which is the name of an MTEB task.", "Give the task a name of its own."));
        }

        var languages = LanguageFilter.Create(selection.Languages);
        if (!languages.Succeeded)
        {
            return ([], languages.Diagnostics);
        }

        var tasks = selection.Benchmarks.Count > 0 ? OfBenchmarks(selection.Benchmarks, diagnostics)
            : selection.Tasks.Count > 0 ? Named(selection.Tasks, diagnostics)
            : Filtered(selection, languages.Value, diagnostics);
        var plans = new List<TaskPlan>();
        foreach (var task in WithMembers(tasks))
        {
            if (task.AggregateOf.Count > 0)
            {
                plans.Add(new TaskPlan(task, task.EvalSplits, [task.Subsets[0] with { Name = "default" }]));
            }
            else if (Retype(task, selection.AsType, diagnostics) is { } retyped && Plan(retyped, selection, languages.Value, diagnostics) is { } plan)
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

    /// <summary>The tasks of benchmarks, each with the subsets and splits that the benchmark takes; a task of several is run once.</summary>
    private static List<TaskFacts> OfBenchmarks(IReadOnlyList<string> names, List<Diagnostic> diagnostics)
    {
        var tasks = new List<TaskFacts>();
        foreach (var name in names)
        {
            if (BenchmarkCatalogue.Find(name) is not { } benchmark)
            {
                var sentence = NearestNames.Sentence(name, BenchmarkCatalogue.Names);
                diagnostics.Add(RunCodes.UnknownBenchmark.Here($"There is no benchmark '{name}'. {sentence}".TrimEnd(), "Write the whole name, in quotes where it has spaces."));
                continue;
            }

            foreach (var task in benchmark.Tasks.Select(TaskCatalogue.Find).OfType<TaskFacts>().Where(task => Usable(task, diagnostics)))
            {
                if (tasks.TrueForAll(known => known.Name != task.Name))
                {
                    tasks.Add(benchmark.Restrictions.TryGetValue(task.Name, out var restriction) ? restriction.Apply(task) : task);
                }
            }
        }

        return tasks;
    }

    private List<TaskFacts> Named(IReadOnlyList<string> names, List<Diagnostic> diagnostics)
    {
        var tasks = new List<TaskFacts>();
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            if ((own.GetValueOrDefault(name) ?? TaskCatalogue.Find(name)) is not { } task)
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

        return true;
    }

    /// <summary>Before an aggregate come those of its members that are not asked for already; aggregates come last.</summary>
    private static IEnumerable<TaskFacts> WithMembers(List<TaskFacts> tasks)
    {
        var aggregates = tasks.Where(task => task.AggregateOf.Count > 0).ToList();
        return tasks.Except(aggregates)
            .Concat(aggregates.SelectMany(task => task.AggregateOf).Select(TaskCatalogue.Find).OfType<TaskFacts>())
            .DistinctBy(task => task.Name, StringComparer.Ordinal)
            .Concat(aggregates);
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
    private List<TaskFacts> Filtered(RunSelection selection, LanguageFilter languages, List<Diagnostic> diagnostics)
    {
        var ownFolders = own.Values.Select(task => task.DataFolder).ToHashSet(StringComparer.Ordinal);
        var catalogued = data.TaskNames.Where(name => !ownFolders.Contains(name)).Select(TaskCatalogue.Find).OfType<TaskFacts>();
        var matching = TaskSelection.Select(own.Values.Concat(catalogued), new TaskCriteria
        {
            Types = selection.TaskTypes.Count == 0 ? null : selection.TaskTypes,
            Categories = selection.Categories.Count == 0 ? null : selection.Categories,
            Languages = languages,
        });
        var found = new List<TaskFacts>();
        foreach (var task in matching.Where(task => task.IsTextOnly && task.AggregateOf.Count == 0))
        {
            if (WhyLeftOut(task) is { } reason)
            {
                diagnostics.Add(RunCodes.LeftOut.Here($"{task.Name} was left out: {reason}.", "Name the task with '--tasks' to run it all the same."));
            }
            else
            {
                found.Add(task);
            }
        }

        return found;
    }

    private static string? WhyLeftOut(TaskFacts task) =>
        task.SupersededBy is { } successor ? $"it has a successor, {successor}"
        : task.IsBeta ? "it is in beta"
        : task.IsPublic ? null
        : "it is private";

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

    private TaskPlan? Plan(TaskFacts task, RunSelection selection, LanguageFilter languages, List<Diagnostic> diagnostics)
    {
        var unknown = selection.Subsets.Where(name => task.Subsets.All(subset => subset.Name != name)).ToList();
        if (unknown.Count > 0 && selection.Tasks.Count == 1)
        {
            diagnostics.Add(RunCodes.UnknownSubset.Here(
                $"{task.Name} has no subset {string.Join(", ", unknown.Select(name => $"'{name}'"))}.",
                $"Its subsets are {string.Join(", ", task.Subsets.Select(subset => subset.Name).Take(20))}."));
            return null;
        }

        var wanted = SubsetSelection.Select(task, languages, selection.Subsets.Count == 0 ? null : selection.Subsets);
        if (!wanted.Succeeded)
        {
            diagnostics.AddRange(wanted.Diagnostics);
            return null;
        }

        var splits = selection.EvalSplits.Count > 0 ? selection.EvalSplits : task.EvalSplits;
        var found = data.FindSubsets(task with { Subsets = wanted.Value });
        var isMissing = !found.Succeeded || found.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);
        if (isMissing && PlansWithoutData)
        {
            return new TaskPlan(task, splits, wanted.Value) { MissingData = found.Diagnostics };
        }

        diagnostics.AddRange(found.Diagnostics);
        return isMissing ? null : new TaskPlan(task, splits, found.Value!);
    }
}
