using System.Xml.Linq;
using Mteb.Schemas.Cards;
using Mteb.Schemas.Cards.Editing;
using Mteb.Schemas.Cards.Generation;
using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Results;
using static Mteb.Schemas.Tests.Cards.CardMaker;

namespace Mteb.Schemas.Tests.Cards;

public sealed class GenerationTests
{
    private const string Model = "sentence-transformers/all-MiniLM-L6-v2";
    private const string Folder = "model-results/sentence-transformers__all-MiniLM-L6-v2";

    [SharedTheory("model-results/")]
    [InlineData("MTEB(eng, v1)")]
    [InlineData("MTEB(eng, v2)")]
    public void Scores_and_means_of_a_benchmark_are_those_of_mteb(string name)
    {
        var benchmark = BenchmarkCatalogue.Find(name)!;
        var expected = Goldens.Parse(SharedMaterial.At("model-results/expected_scores.json")).GetProperty(Model).GetProperty("benchmarks").GetProperty(name);

        var summary = ScoreSummary.Of(Read().Tasks, benchmark);

        foreach (var task in expected.GetProperty("tasks").EnumerateObject())
        {
            summary.Tasks.Single(score => score.Task == task.Name).Score.Should().BeApproximately(task.Value.GetProperty("score").GetDouble(), 1e-8, task.Name);
        }

        var means = expected.GetProperty("aggregate");
        summary.MeanTask.Should().BeApproximately(means.GetProperty("Mean(Task)").GetDouble(), 1e-8);
        summary.MeanTaskType.Should().BeApproximately(means.GetProperty("Mean(TaskType)").GetDouble(), 1e-8);
        summary.Types.Should().OnlyContain(type => Math.Abs(type.Mean!.Value - means.GetProperty(type.Type).GetDouble()) < 1e-8);
    }

    [SharedFact("model-results/")]
    public void A_mean_is_open_when_a_task_is_missing()
    {
        var benchmark = BenchmarkCatalogue.Find("MTEB(eng, v2)")!;

        ScoreSummary.Of(Read().Tasks.Skip(1).Where(task => task.TaskName != benchmark.Tasks[0]), benchmark).MeanTask.Should().BeNull();
    }

    // The old board: metadata -> task.type, dataset.name without "MTEB " and " (default)", the metric that the task counts by, two decimals.
    [SharedFact("model-results/")]
    public void What_the_old_board_reads_from_the_card_is_what_the_results_say()
    {
        var results = Read();
        var card = Made(results, "---\nlicense: apache-2.0 # kept\ntags: [x]\n---\n# Mine\n");
        var entries = ((YamlSequence)((YamlMapping)((YamlSequence)card.Root!["model-index"]!).Items[0].Node)["results"]!).Items.Select(item => (YamlMapping)item.Node).ToList();

        card.Text.Should().StartWith("---\nlicense: apache-2.0 # kept\ntags: [x, mteb]\n").And.Contain("\n---\n# Mine\n");
        foreach (var result in results.Tasks)
        {
            var facts = TaskCatalogue.Find(result.TaskName);
            foreach (var (split, cell) in facts is null ? [] : result.Scores.SelectMany(split => split.Subsets.Select(cell => (split.Split, cell))))
            {
                var name = cell.Subset == "default" ? result.TaskName : $"{result.TaskName} ({cell.Subset})";
                var read = entries.Where(entry => Text(entry, "task", "type") == facts!.Type && Text(entry, "dataset", "split") == split
                    && CardModelIndex.NameOf(entry).Replace("MTEB ", "", StringComparison.Ordinal).Replace(" (default)", "", StringComparison.Ordinal) == name).ToList();
                var metrics = ((YamlSequence)read.Should().ContainSingle().Subject["metrics"]!).Items.Select(item => (YamlMapping)item.Node).ToList();
                var wanted = metrics.FirstOrDefault(metric => ((YamlScalar)metric["type"]!).Value == facts!.MainScore) ?? metrics[^1];
                var main = wanted == metrics[^1] ? cell.MainScore : cell.Metrics.First(metric => metric.Key == facts!.MainScore).Value;

                Math.Round(YamlScalars.Number(((YamlScalar)wanted["value"]!).Value)!.Value, 2).Should().Be(Math.Round(((ScoreValue.Number)main).Value * 100, 2), name);
            }
        }
    }

    // mteb 1 put the mean of the twelve forums into the card, and the old board shows no other number for them.
    [SharedFact("model-results/")]
    public void A_missing_aggregate_is_made_of_its_members_as_the_old_board_needs_it()
    {
        var results = Read().Tasks.Where(task => task.TaskName != "CQADupstackRetrieval").ToList();
        var forums = results.Where(task => TaskCatalogue.Find("CQADupstackRetrieval")!.AggregateOf.Contains(task.TaskName)).ToList();
        var wanted = forums.Average(task => ((ScoreValue.Number)task.Find("test", "default")!.MainScore).Value) * 100;

        var entry = Index(results, CardScale.Percent).Single();

        forums.Should().HaveCount(12);
        entry["dataset"].Should().Be(new CardValue.Text("CQADupstackRetrieval_is_a_combined_dataset"));
        double.Parse(((CardValue.Literal)entry["score"]).Plain, System.Globalization.CultureInfo.InvariantCulture).Should().BeApproximately(wanted, 1e-9);
        Index(results.Where(task => task != forums[0]), CardScale.Percent).Should().BeEmpty("one member is missing");
        Index(results, CardScale.Fraction).Should().BeEmpty("mteb 2 writes what was evaluated");
    }

    private static List<Dictionary<string, CardValue>> Index(IEnumerable<TaskResult> results, CardScale scale) => [.. ModelIndexMaker.Entries(results, scale, allMetrics: false)
        .Where(entry => Part(Part(entry, "dataset"), "name") is CardValue.Text { Value: var name } && name.Contains("CQADupstackRetrieval", StringComparison.Ordinal))
        .Select(entry => new Dictionary<string, CardValue>
        {
            ["dataset"] = Part(Part(entry, "dataset"), "type"),
            ["score"] = Part(((CardValue.List)Part(entry, "metrics")).Items[^1], "value"),
        })];

    private static CardValue Part(CardValue map, string key) => ((CardValue.Map)map).Entries.Single(entry => entry.Key == key).Value;

    [SharedFact("model-results/")]
    public void A_second_run_changes_nothing_and_a_new_score_changes_its_token()
    {
        var results = Read();
        var card = Made(results, "# Mine\n");
        var entries = ModelIndexMaker.Entries(results.Tasks, CardScale.Percent, allMetrics: true);

        CardEditing.ApplyAll(card, ModelIndexMerge.Intents(card, Model, entries).Value!).Value!.Should().OnlyContain(edit => !edit.IsChange);

        var better = results.Tasks.Select(task => task.TaskName == "STS12" ? WithMainScore(task, 0.875) : task);
        var edits = CardEditing.ApplyAll(card, ModelIndexMerge.Intents(card, Model, ModelIndexMaker.Entries(better, CardScale.Percent, allMetrics: true)).Value!).Value!;
        var change = edits.SelectMany(edit => edit.Changes).Should().ContainSingle().Subject;
        edits[^1].After.Text[..change.After.End].Should().EndWith("type: main_score\n      value: 87.5");
        (card.Bytes.Length - change.Before.Length).Should().Be(edits[^1].After.Bytes.Length - change.After.Length);
    }

    [Fact]
    public void A_task_and_its_second_version_stand_side_by_side_and_other_entries_keep_their_bytes()
    {
        var first = Entry("MTEB ArxivClusteringP2P (default)", "40.5");
        var second = Entry("MTEB ArxivClusteringP2P.v2 (default)", "38.25");
        var text = "---\nmodel-index:\n- name: m\n  results:\n  - task: {type: Clustering} # mine\n    dataset: {type: mteb/arxiv-clustering-p2p, name: MTEB ArxivClusteringP2P (default), config: default, split: test, revision: abc}\n"
            + "    metrics:\n    - {type: other, value: 1.50, std: 0.1}\n    - type: main_score\n      value: 40.25 # old\n---\n";

        var edits = CardEditing.ApplyAll(Card(text), ModelIndexMerge.Intents(Card(text), "m", [first, second]).Value!).Value!;

        edits.Should().OnlyContain(edit => CardProof.Prove(edit).Succeeded);
        edits[^1].After.Text.Should().StartWith(text.Replace("40.25 # old\n---\n", "40.5 # old\n", StringComparison.Ordinal))
            .And.Contain("name: MTEB ArxivClusteringP2P.v2 (default)").And.Contain("value: 38.25");
    }

    [Fact]
    public void Results_of_another_model_are_refused()
    {
        ModelIndexMerge.Intents(Card("---\nmodel-index:\n- name: a\n  results: []\n---\n"), "b", []).Diagnostics.Single().Code.Should().Be("MTEB2070");
        ModelIndexMerge.Intents(Card("---\nmodel-index: text\n---\n"), "b", []).Diagnostics.Single().Code.Should().Be("MTEB2071");
    }

    [SharedTheory("model-results/")]
    [InlineData("model-results", 658)]
    [InlineData("model-results/sentence-transformers__all-MiniLM-L6-v2", 658)]
    [InlineData("model-results/sentence-transformers__all-MiniLM-L6-v2/8b3219a92973c328a8e22fadcfa821b5dc75636a", 650)]
    public void A_cache_root_a_model_folder_and_a_revision_folder_are_all_understood(string folder, int least)
    {
        var results = ResultFolder.Read(SharedMaterial.At(folder), Model);

        results.Value!.ModelName.Should().Be(Model);
        results.Value.Tasks.Should().HaveCountGreaterThanOrEqualTo(least - 20);
    }

    [SharedFact("model-results/")]
    public void A_cache_root_of_several_models_needs_a_name() =>
        ResultFolder.Read(SharedMaterial.At("model-results"), null).Diagnostics.Select(diagnostic => diagnostic.Code).Should().Equal("MTEB2073");

    [Fact]
    public void The_chart_is_a_radar_from_three_types_on_and_bars_below_and_says_what_it_shows()
    {
        var three = new ScoreSummary(null, [new("A", "STS", 0.5), new("B", "Retrieval", 0.25), new("C", "Clustering", null)]);
        var two = new ScoreSummary(null, three.Tasks.Take(2).ToList());

        var radar = XDocument.Parse(RadarChart.Render([("m <1>", three), ("other", two)]));
        var bars = XDocument.Parse(RadarChart.Render([("m", two)]));

        radar.Descendants().Count(element => element.Name.LocalName == "polygon").Should().Be(4, "a series without every mean is no closed shape");
        radar.Descendants().Count(element => element.Name.LocalName == "circle").Should().Be(4);
        bars.Descendants().Count(element => element.Name.LocalName == "polygon").Should().Be(0);
        radar.Descendants().Single(element => element.Name.LocalName == "desc").Value.Should().Contain("m <1>: STS 50.00, Retrieval 25.00, Clustering no mean.");
        radar.Root!.Attribute("role")!.Value.Should().Be("img");
    }

    [SharedFact("model-results/")]
    public void The_Hubs_evaluation_files_have_a_cell_each_and_read_back()
    {
        var result = Read().Tasks.Single(task => task.TaskName == "STS17");
        var text = EvalResultsFile.Render(result)!;

        var items = ((YamlSequence)YamlTree.Read(text, new TextRange(0, text.Length)).Root!).Items.Select(item => (YamlMapping)item.Node).ToList();
        items.Select(item => Text(item, "dataset", "task_id")).Should().Contain("STS17_es-es_test");
        items.Select(item => ((YamlScalar)item["value"]!).Value).Should().Contain("76.116");
        text.Should().NotContain("verify_token");
    }

    [Fact]
    public void The_charts_are_as_approved()
    {
        var three = new ScoreSummary(null, [new("A", "STS", 0.5), new("B", "Retrieval", 0.25), new("C", "Clustering", 0.75)]);
        var two = new ScoreSummary(null, [new("A", "STS", 0.5), new("B", "Retrieval", null)]);

        Approved.Verify(RadarChart.Render([("my/model", three), ("other/model", two)]), "radar.svg");
        Approved.Verify(RadarChart.Render([("my/model", two)]), "bars.svg");
        Approved.Verify(ResultTables.Render([three, two], "scores.svg"), "tables.md");
    }

    private static TaskResult WithMainScore(TaskResult task, double score) => task with
    {
        Scores = [.. task.Scores.Select(split => split with { Subsets = [.. split.Subsets.Select(entry => entry with { MainScore = new ScoreValue.Number(score) })] })],
    };

    [Fact]
    public void Results_of_older_generations_and_of_several_revisions_are_read_as_mteb_reads_them()
    {
        using var sandbox = new Sandbox("older");
        sandbox.Write("external/STS12.json", """{"mteb_dataset_name": "STS12", "mteb_version": "1.0.2", "dataset_revision": "r", "test": {"cos_sim": {"spearman": 0.25}}}""");
        sandbox.Write("abc/STS12.json", """{"dataset_revision": "r", "task_name": "STS12", "mteb_version": "0.9.0", "scores": {"test": [{"main_score": 0.5, "hf_subset": "default", "languages": ["eng-Latn"]}]}, "evaluation_time": 1}""");
        sandbox.Write("external/STS13.json", """{"mteb_dataset_name": "STS13", "test": {"cos_sim": {"spearman": 0.125}}}""");

        var read = ResultFolder.Read(sandbox.Root, null);

        read.Diagnostics.Should().BeEmpty();
        ScoreSummary.Of(read.Value!.Tasks).Tasks.Should().Equal(new TaskScore("STS12", "STS", 0.5), new TaskScore("STS13", "STS", 0.125));
    }

    private static ModelResults Read() => ResultFolder.Read(SharedMaterial.At(Folder), null).Value!;

    private static ModelCard Made(ModelResults results, string text)
    {
        var card = CardEditing.Apply(Card(text), new CardIntent.AddItem(Path("tags"), new CardValue.Text("mteb"))).Value!.After;
        var entries = ModelIndexMaker.Entries(results.Tasks, CardScale.Percent, allMetrics: true);
        var edits = CardEditing.ApplyAll(card, ModelIndexMerge.Intents(card, Model, entries).Value!).Value!;
        edits.Should().OnlyContain(edit => CardProof.Prove(edit).Succeeded);
        return edits[^1].After;
    }

    private static CardValue.Map Entry(string name, string score)
    {
        static CardValue.Map Map(params (string Key, CardValue Value)[] entries) => new([.. entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value))]);
        static CardValue Text(string value) => new CardValue.Text(value);
        return Map(
            ("task", Map(("type", Text("Clustering")))),
            ("dataset", Map(("type", Text("mteb/arxiv-clustering-p2p")), ("name", Text(name)), ("config", Text("default")), ("split", Text("test")), ("revision", Text("abc")))),
            ("metrics", new CardValue.List([Map(("type", Text("main_score")), ("value", new CardValue.Literal(score)))])));
    }

    private static string? Text(YamlMapping entry, string part, string key) => ((entry[part] as YamlMapping)?[key] as YamlScalar)?.Value;
}
