using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Tool.Output;
using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>The verb <c>available-benchmarks</c>: lists benchmarks of the catalogue.</summary>
internal static class AvailableBenchmarksVerb
{
    /// <summary>Which benchmarks are listed.</summary>
    public static readonly OptionSpec Benchmarks = new("--benchmarks", ValueCount.OneOrMore, "Only these benchmarks, by name or by an older name.")
    {
        Short = "-b",
        ValueName = "benchmark",
        Default = "all",
        Group = "What",
    };

    /// <summary>The verb's definition.</summary>
    public static VerbSpec Create() => new("available-benchmarks", "Lists the benchmarks that mteb knows.", (values, environment) => Task.FromResult(Execute(values, environment)))
    {
        Aliases = ["available_benchmarks"],
        Options = [Benchmarks, RunOptions.Format],
        Examples =
        [
            new("mteb available-benchmarks", "Lists all benchmarks."),
            new("mteb available-benchmarks -b \"MTEB(eng, v2)\" --output json", "Shows one with its tasks, for programs."),
        ],
    };

    /// <summary>That there is no such benchmark.</summary>
    public static Diagnostic Unknown(string name) => RunCodes.UnknownBenchmark.Here(
        $"There is no benchmark '{name}'. {NearestNames.Sentence(name, BenchmarkCatalogue.Names)}".TrimEnd(),
        "'mteb available-benchmarks' lists all names; write the whole name, in quotes where it has spaces.");

    private static ExitCode Execute(OptionValues values, ToolEnvironment environment)
    {
        var view = DiagnosticView.OfUsage(environment);
        view.Write(values.Notices);
        var names = values.All(Benchmarks);
        var unknown = names.Where(name => BenchmarkCatalogue.Find(name) is null).Select(Unknown).ToList();
        if (unknown.Count > 0)
        {
            view.Write(unknown);
            return ExitCode.Usage;
        }

        List<BenchmarkFacts> benchmarks = names.Count == 0 ? [.. BenchmarkCatalogue.All] : [.. names.Select(name => BenchmarkCatalogue.Find(name)!)];
        environment.Print(values.Text(RunOptions.Format) == "json" ? CatalogueJson.Of(benchmarks) : CatalogueTable.Of(benchmarks));
        return ExitCode.Ok;
    }
}
