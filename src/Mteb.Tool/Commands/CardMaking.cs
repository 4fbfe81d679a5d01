using Mteb.Schemas.Cards;
using Mteb.Schemas.Cards.Generation;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Files;
using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>What results mean for a card, and for the files beside it.</summary>
/// <param name="Update">The edits.</param>
/// <param name="Files">Files beside the card, with their text.</param>
/// <param name="Languages">The languages of the results.</param>
internal sealed record CardMaking(CardUpdate Update, IReadOnlyList<(string Path, string Text)> Files, IReadOnlyCollection<string> Languages)
{
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
        var update = CardUpdate.Make(card, name, read.Value, new CardUpdateSettings
        {
            Scale = values.Text(CardOptions.Scale) == "fraction" ? CardScale.Fraction : CardScale.Percent,
            AllMetrics = values.Text(CardOptions.Metrics) != "main",
            Benchmarks = benchmarks.Value,
            Chart = values.Text(CardOptions.Chart),
        });
        var files = update.Succeeded ? Beside(name, read.Value, update.Value.Summaries[0], values, environment) : update.FailedAs<IReadOnlyList<(string, string)>>();
        if (!files.Succeeded)
        {
            return files.FailedAs<CardMaking>();
        }

        var languages = read.Value.Tasks.SelectMany(task => task.Scores).SelectMany(split => split.Subsets).SelectMany(entry => entry.Languages).ToHashSet(StringComparer.Ordinal);
        return Outcome.Success(new CardMaking(update.Value!, files.Value, languages), [.. read.Diagnostics, .. update.Diagnostics]);
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
            files.AddRange(CardUpdate.EvalResults(results, Full(environment, target)));
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
