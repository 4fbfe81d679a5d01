using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Tool.Output;
using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>The verb <c>available-tasks</c>: lists tasks of the catalogue.</summary>
internal static class AvailableTasksVerb
{
    /// <summary>The verb's definition.</summary>
    public static VerbSpec Create() => new("available-tasks", "Lists the tasks that mteb knows.", (values, environment) => Task.FromResult(Execute(values, environment)))
    {
        Aliases = ["available_tasks"],
        Options = [RunOptions.Tasks, RunOptions.TaskTypes, RunOptions.Categories, RunOptions.Languages, RunOptions.Benchmarks, RunOptions.Format],
        Remarks = ["Tasks with a successor, private ones and betas are listed only when they are named or belong to a named benchmark."],
        Examples =
        [
            new("mteb available-tasks --task-types STS Clustering -l deu", "Lists the German tasks of two types."),
            new("mteb available-tasks -b \"MTEB(eng, v2)\" --output json", "Lists the tasks of a benchmark for programs."),
        ],
    };

    private static ExitCode Execute(OptionValues values, ToolEnvironment environment)
    {
        var view = DiagnosticView.OfUsage(environment);
        var found = new List<Diagnostic>(values.Notices);
        var tasks = Find(values, found);
        if (!found.Any(diagnostic => diagnostic.Severity == Severity.Error) && tasks.Count == 0)
        {
            found.Add(RunCodes.NothingToRun.Here("No task of the catalogue meets all conditions.", "Give fewer conditions."));
        }

        view.Write(found);
        if (found.Any(diagnostic => diagnostic.Severity == Severity.Error))
        {
            return tasks.Count == 0 && found[^1].Descriptor == RunCodes.NothingToRun ? ExitCode.Findings : ExitCode.Usage;
        }

        environment.Print(values.Text(RunOptions.Format) == "json" ? CatalogueJson.Of(tasks) : CatalogueTable.Of(tasks));
        return ExitCode.Ok;
    }

    private static List<TaskFacts> Find(OptionValues values, List<Diagnostic> found)
    {
        if (values.Has(RunOptions.Benchmarks))
        {
            RunArgumentsReader.NoteWithoutEffect(
                RunOptions.Benchmarks, [RunOptions.Tasks, RunOptions.TaskTypes, RunOptions.Categories, RunOptions.Languages], values, found);
            return OfBenchmarks(values.All(RunOptions.Benchmarks), found);
        }

        var languages = LanguageFilter.Create(values.All(RunOptions.Languages));
        if (!languages.Succeeded)
        {
            found.AddRange(languages.Diagnostics);
            return [];
        }

        if (values.Has(RunOptions.Tasks))
        {
            RunArgumentsReader.NoteWithoutEffect(RunOptions.Tasks, [RunOptions.TaskTypes, RunOptions.Categories], values, found);
            return [.. TaskSelection.Select(Named(values.All(RunOptions.Tasks), found), TaskCriteria.ForGivenTasks with { Languages = languages.Value })];
        }

        return Filtered(values, languages.Value, found);
    }

    private static List<TaskFacts> OfBenchmarks(IReadOnlyList<string> names, List<Diagnostic> found)
    {
        var tasks = new Dictionary<string, TaskFacts>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (BenchmarkCatalogue.Find(name) is not { } benchmark)
            {
                found.Add(AvailableBenchmarksVerb.Unknown(name));
                continue;
            }

            foreach (var task in benchmark.Tasks.Select(TaskCatalogue.Find).OfType<TaskFacts>())
            {
                tasks.TryAdd(task.Name, benchmark.Restrictions.TryGetValue(task.Name, out var restriction) ? restriction.Apply(task) : task);
            }
        }

        return [.. tasks.Values];
    }

    private static List<TaskFacts> Named(IReadOnlyList<string> names, List<Diagnostic> found)
    {
        var tasks = new List<TaskFacts>();
        foreach (var name in names)
        {
            if (TaskCatalogue.Find(name) is not { } task)
            {
                found.Add(RunCodes.UnknownTask.Here(
                    $"There is no task '{name}'. {NearestNames.Sentence(name, TaskCatalogue.Names)}".TrimEnd(), "'mteb available-tasks' lists all names."));
                continue;
            }

            tasks.Add(task);
            if (task.SupersededBy is { } successor)
            {
                found.Add(RunCodes.TaskSuperseded.Here($"{name} has a successor: {successor}.", $"Look at '{successor}' too."));
            }
        }

        return tasks;
    }

    private static List<TaskFacts> Filtered(OptionValues values, LanguageFilter languages, List<Diagnostic> found)
    {
        var all = TaskCatalogue.All.ToList();
        var types = Known(values, RunOptions.TaskTypes, all.Select(task => task.Type), found);
        var categories = Known(values, RunOptions.Categories, all.Select(task => task.Category).OfType<string>(), found);
        var criteria = TaskCriteria.ForCatalogue with { Types = types, Categories = categories, Languages = languages };
        var tasks = TaskSelection.Select(all, criteria).ToList();
        var matching = TaskSelection.Select(all, TaskCriteria.ForGivenTasks with { Types = types, Categories = categories, Languages = languages }).Count();
        if (matching > tasks.Count)
        {
            found.Add(RunCodes.LeftOut.Here(
                $"Matching tasks left out because they have a successor, are private or in beta: {matching - tasks.Count}.", "Name a task with '--tasks' to see it all the same."));
        }

        return tasks;
    }

    private static IReadOnlyList<string>? Known(OptionValues values, OptionSpec option, IEnumerable<string> known, List<Diagnostic> found)
    {
        if (!values.Has(option))
        {
            return null;
        }

        var words = known.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var wanted = values.All(option);
        found.AddRange(wanted.Where(word => !words.Contains(word)).Select(word => OptionCodes.UnusableValue.Here(
            $"'{option.Name}' does not take '{word}'. {NearestNames.Sentence(word, words)}".TrimEnd(), $"It takes {string.Join(", ", words)}.")));
        return wanted;
    }
}
