using Mteb.Schemas.Cards;
using Mteb.Schemas.Cards.Editing;
using Mteb.Schemas.Cards.Generation;
using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Files;
using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>What results mean for a card: the edits that bring it up to date, and the files beside it.</summary>
/// <param name="Edits">The edits, each proven.</param>
/// <param name="Block">The content of the results block.</param>
/// <param name="Files">Files beside the card, with their text.</param>
/// <param name="Languages">The languages of the results.</param>
internal sealed record CardMaking(IReadOnlyList<CardEdit> Edits, string Block, IReadOnlyList<(string Path, string Text)> Files, IReadOnlyCollection<string> Languages)
{
    /// <summary>The name of the block in the body.</summary>
    public const string BlockName = "results";

    /// <summary>The card after all edits.</summary>
    public ModelCard Card => Edits[^1].After;

    /// <summary>Works out what results mean for a card.</summary>
    /// <param name="card">The card.</param>
    /// <param name="values">The options.</param>
    /// <param name="environment">The surroundings.</param>
    public static Outcome<CardMaking> Prepare(ModelCard card, OptionValues values, ToolEnvironment environment)
    {
        var benchmarks = Benchmarks(values.All(CardOptions.Benchmarks));
        if (!benchmarks.Succeeded)
        {
            return benchmarks.FailedAs<CardMaking>();
        }

        var tasks = values.All(CardOptions.Tasks).Concat(benchmarks.Value.SelectMany(benchmark => benchmark.Tasks)).ToHashSet(StringComparer.Ordinal);
        var read = ResultFolder.Read(Full(environment, values.Text(CardOptions.ResultsFolder) ?? CacheRoot(environment)), values.Text(CardOptions.ModelName), tasks.Count == 0 ? null : tasks);
        if (!read.Succeeded)
        {
            return read.FailedAs<CardMaking>();
        }

        var name = values.Text(CardOptions.ModelName) ?? read.Value.ModelName ?? "PLACEHOLDER";
        var scale = values.Text(CardOptions.Scale) == "fraction" ? CardScale.Fraction : CardScale.Percent;
        var summaries = benchmarks.Value.Count == 0 ? [ScoreSummary.Of(read.Value.Tasks)] : benchmarks.Value.Select(benchmark => ScoreSummary.Of(read.Value.Tasks, benchmark)).ToList();
        var block = ResultTables.Render(summaries, values.Text(CardOptions.Chart));
        var index = ModelIndexMerge.Intents(card, name, ModelIndexMaker.Entries(read.Value.Tasks, scale, allMetrics: values.Text(CardOptions.Metrics) != "main"));
        var files = Beside(name, read.Value, summaries[0], values, environment);
        if (!index.Succeeded || !files.Succeeded)
        {
            return index.Succeeded ? files.FailedAs<CardMaking>() : index.FailedAs<CardMaking>();
        }

        var languages = read.Value.Tasks.SelectMany(task => task.Scores).SelectMany(split => split.Subsets).SelectMany(entry => entry.Languages).ToHashSet(StringComparer.Ordinal);
        return Edit(card, [.. index.Value], block) is var edits && edits.Succeeded
            ? Outcome.Success(new CardMaking(edits.Value, block, files.Value, languages), [.. read.Diagnostics, .. Omissions(read.Value, summaries)])
            : edits.FailedAs<CardMaking>();
    }

    /// <summary>Writes the files beside the card.</summary>
    public void WriteFiles()
    {
        foreach (var (path, text) in Files)
        {
            AtomicFile.Write(path, System.Text.Encoding.UTF8.GetBytes(text));
        }
    }

    /// <summary>A path as the file system takes it.</summary>
    public static string Full(ToolEnvironment environment, string path) => Path.GetFullPath(path, environment.CurrentDirectory);

    /// <summary>What the card does not show although somebody may look for it.</summary>
    private static IEnumerable<Diagnostic> Omissions(ModelResults results, IReadOnlyList<ScoreSummary> summaries)
    {
        var unknown = results.Tasks.Select(task => task.TaskName).Where(name => TaskCatalogue.Find(name) is null).ToList();
        if (unknown.Count > 0)
        {
            yield return CardCodes.UnknownTask.Here($"The results of {unknown.Count} tasks that the catalogue does not know are left out: {Some(unknown)}.", "Check the names of the tasks.");
        }

        foreach (var summary in summaries.Where(summary => summary.MeanTask is null))
        {
            var missing = summary.Tasks.Where(task => task.Score is null).Select(task => task.Task).ToList();
            yield return CardCodes.IncompleteMean.Here($"The means of {summary.Title ?? "all results"} stay open, for {missing.Count} of {summary.Tasks.Count} tasks have no score: {Some(missing)}.", "Evaluate these tasks.");
        }
    }

    private static string Some(List<string> names) => string.Join(", ", names.Take(8)) + (names.Count > 8 ? $" and {names.Count - 8} more" : "");

    private static Outcome<IReadOnlyList<CardEdit>> Edit(ModelCard card, IReadOnlyList<CardIntent> index, string block)
    {
        var edits = new List<CardEdit>();
        CardIntent tag = new CardIntent.AddItem(CardPath.Key("tags"), new CardValue.Text("mteb"));
        CardIntent results = new CardIntent.PutBlock(BlockName, block);
        foreach (var intents in new[] { [tag], index, [results] })
        {
            var made = CardEditing.ApplyAll(edits.Count == 0 ? card : edits[^1].After, intents);
            if (!made.Succeeded)
            {
                return made;
            }

            edits.AddRange(made.Value);
        }

        var unproven = edits.Select(CardProof.Prove).FirstOrDefault(proof => !proof.Succeeded && proof.Diagnostics.Count > 0);
        return unproven.Diagnostics.Count > 0 ? unproven.FailedAs<IReadOnlyList<CardEdit>>() : Outcome.Success<IReadOnlyList<CardEdit>>(edits, []);
    }

    private static Outcome<IReadOnlyList<(string Path, string Text)>> Beside(string name, ModelResults results, ScoreSummary summary, OptionValues values, ToolEnvironment environment)
    {
        var files = new List<(string Path, string Text)>();
        if (values.Text(CardOptions.Chart) is { } chart)
        {
            var series = new List<(string, ScoreSummary)> { (name, summary) };
            foreach (var folder in values.All(CardOptions.Compare))
            {
                var other = ResultFolder.Read(Full(environment, folder), null, summary.Tasks.Select(task => task.Task).ToHashSet(StringComparer.Ordinal));
                if (!other.Succeeded)
                {
                    return other.FailedAs<IReadOnlyList<(string, string)>>();
                }

                var benchmark = summary.Title is null ? null : BenchmarkCatalogue.Find(values.All(CardOptions.Benchmarks)[0]);
                series.Add((other.Value.ModelName ?? folder, benchmark is null ? ScoreSummary.Of(other.Value.Tasks) : ScoreSummary.Of(other.Value.Tasks, benchmark)));
            }

            files.Add((Full(environment, chart), RadarChart.Render(series)));
        }

        if (values.Text(CardOptions.EvalResults) is { } target)
        {
            files.AddRange(results.Tasks
                .Select(task => (Path.Combine(Full(environment, target), task.TaskName + ".yaml"), Text: EvalResultsFile.Render(task)))
                .Where(file => file.Text is not null)
                .Select(file => (file.Item1, file.Text!)));
        }

        return Outcome.Success<IReadOnlyList<(string, string)>>(files, []);
    }

    private static Outcome<IReadOnlyList<BenchmarkFacts>> Benchmarks(IReadOnlyList<string> names)
    {
        var unknown = names.FirstOrDefault(name => BenchmarkCatalogue.Find(name) is null);
        return unknown is null
            ? Outcome.Success<IReadOnlyList<BenchmarkFacts>>([.. names.Select(name => BenchmarkCatalogue.Find(name)!)], [])
            : OptionCodes.UnusableValue.Here($"There is no benchmark '{unknown}'.", $"Did you mean '{BenchmarkCatalogue.Nearest(unknown)[0]}'?");
    }

    private static string CacheRoot(ToolEnvironment environment) => environment.Variable("MTEB_CACHE") ?? Path.Combine(environment.Variable("HOME") ?? "", ".cache", "mteb");
}
