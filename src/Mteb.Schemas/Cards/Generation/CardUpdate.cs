using Mteb.Schemas.Cards.Editing;
using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Cards.Generation;

/// <summary>How a card shows results.</summary>
public sealed record CardUpdateSettings
{
    /// <summary>The scale of scores in the front matter.</summary>
    public CardScale Scale { get; init; } = CardScale.Percent;

    /// <summary>Whether the front matter gets every metric, or the main score alone.</summary>
    public bool AllMetrics { get; init; } = true;

    /// <summary>The benchmarks that get a table each; none for one table of everything.</summary>
    public IReadOnlyList<BenchmarkFacts> Benchmarks { get; init; } = [];

    /// <summary>Where the chart lies that the card shows; null for none.</summary>
    public string? Chart { get; init; }
}

/// <summary>What results mean for a card: its tag, the scores in its front matter, and the tables in its body.</summary>
/// <param name="Edits">The edits, each proven to change nothing else; at least one.</param>
/// <param name="Block">The content of the block with the tables.</param>
/// <param name="Summaries">What the tables show.</param>
public sealed record CardUpdate(IReadOnlyList<CardEdit> Edits, string Block, IReadOnlyList<ScoreSummary> Summaries)
{
    /// <summary>The name of the block in the body.</summary>
    public const string BlockName = "results";

    /// <summary>The card after all edits.</summary>
    public ModelCard Card => Edits[^1].After;

    /// <summary>Works out what results mean for a card. What the card does not show although somebody may look for it is said.</summary>
    /// <param name="card">The card.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="results">The results.</param>
    /// <param name="settings">How the card shows them.</param>
    public static Outcome<CardUpdate> Make(ModelCard card, string name, ModelResults results, CardUpdateSettings settings)
    {
        IReadOnlyList<ScoreSummary> summaries = settings.Benchmarks.Count == 0
            ? [ScoreSummary.Of(results.Tasks)]
            : [.. settings.Benchmarks.Select(benchmark => ScoreSummary.Of(results.Tasks, benchmark))];
        var block = ResultTables.Render(summaries, settings.Chart);
        var index = ModelIndexMerge.Intents(card, name, ModelIndexMaker.Entries(results.Tasks, settings.Scale, settings.AllMetrics));
        var edits = index.Succeeded ? Edit(card, [.. index.Value], block) : index.FailedAs<IReadOnlyList<CardEdit>>();
        return edits.Succeeded
            ? Outcome.Success(new CardUpdate(edits.Value, block, summaries), [.. Omissions(results, summaries)])
            : edits.FailedAs<CardUpdate>();
    }

    /// <summary>The files of <c>.eval_results</c> that results give, with their text.</summary>
    /// <param name="results">The results.</param>
    /// <param name="folder">The folder in which they lie.</param>
    public static IEnumerable<(string Path, string Text)> EvalResults(ModelResults results, string folder)
    {
        foreach (var task in results.Tasks)
        {
            if (EvalResultsFile.Render(task) is { } text)
            {
                yield return (Path.Combine(folder, task.TaskName + ".yaml"), text);
            }
        }
    }

    private static IEnumerable<Diagnostic> Omissions(ModelResults results, IReadOnlyList<ScoreSummary> summaries)
    {
        var unknown = results.Tasks.Select(task => task.TaskName).Where(name => TaskCatalogue.Find(name) is null).ToList();
        if (unknown.Count > 0)
        {
            yield return CardCodes.UnknownTask.Here($"The results of {unknown.Count} tasks that the catalogue does not know are left out: {NameList.Of(unknown)}.", "Check the names of the tasks.");
        }

        foreach (var summary in summaries.Where(summary => summary.MeanTask is null))
        {
            var missing = summary.Tasks.Where(task => task.Score is null).Select(task => task.Task).ToList();
            yield return CardCodes.IncompleteMean.Here($"The means of {summary.Title ?? "all results"} stay open, for {missing.Count} of {summary.Tasks.Count} tasks have no score: {NameList.Of(missing)}.", "Evaluate these tasks.");
        }
    }

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
        return unproven.Diagnostics is { Count: > 0 } ? unproven.FailedAs<IReadOnlyList<CardEdit>>() : Outcome.Success<IReadOnlyList<CardEdit>>(edits, []);
    }
}
