using Mteb.Schemas.Catalogue;

namespace Mteb.Schemas.Tests.Catalogue;

public sealed class TaskCatalogueTests
{
    [Fact]
    public void All_tasks_of_mteb_are_there()
    {
        TaskCatalogue.Names.Should().HaveCount(2087).And.OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.Ordinal);
        TaskCatalogue.All.Count(task => task.IsTextOnly).Should().Be(1324);
        BenchmarkCatalogue.Names.Should().HaveCount(83);
    }

    [Fact]
    public void A_task_has_its_own_settings_over_those_of_its_class()
    {
        var task = TaskCatalogue.Find("AngryTweetsClassification")!;
        task.Type.Should().Be("Classification");
        task.IsMonolingual.Should().BeTrue();
        task.GetInteger("samples_per_label").Should().Be(16);
        task.GetInteger("n_experiments").Should().Be(10);
        task.GetText("train_split").Should().Be("train");
        TaskCatalogue.DefaultAttributes("AbsTaskClassification")["samples_per_label"].GetInt32().Should().Be(8);
        TaskCatalogue.DefaultAttributes("Nothing").Should().BeEmpty();
    }

    [Fact]
    public void Tasks_that_are_not_about_text_are_known_and_others_are_not()
    {
        TaskCatalogue.Find("CIFAR10")!.IsTextOnly.Should().BeFalse();
        TaskCatalogue.Find("cifar10").Should().BeNull();
        TaskCatalogue.Record("cifar10").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Undefined);
    }

    [Fact]
    public void An_aggregate_names_its_members_and_has_no_data()
    {
        var task = TaskCatalogue.Find("CQADupstackRetrieval")!;
        task.AggregateOf.Should().HaveCount(12).And.Contain("CQADupstackAndroidRetrieval");
        task.DatasetPath.Should().BeNull();
    }

    [Fact]
    public void All_ordered_pairs_of_Flores_are_subsets()
    {
        var subsets = TaskCatalogue.Find("FloresBitextMining")!.Subsets;
        subsets.Should().HaveCount(41412);
        subsets[0].Name.Should().Be("ace_Arab-bam_Latn");
        subsets[0].Languages.Should().Equal("ace-Arab", "bam-Latn");
        subsets[203].Name.Should().Be("bam_Latn-ace_Arab");
        subsets[^1].Name.Should().Be("tum_Latn-som_Latn");
        subsets.Select(subset => subset.Name).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("STSBenchmrak", "STSBenchmark")]
    [InlineData("stsbenchmark", "STSBenchmark")]
    [InlineData("Banking77", "Banking77Classification")]
    [InlineData("TREC-COVID", "TRECCOVID")]
    public void A_name_that_was_meant_is_found(string written, string meant) => TaskCatalogue.Nearest(written).Should().StartWith(meant);

    [Fact]
    public void Nothing_is_suggested_for_what_resembles_nothing() => TaskCatalogue.Nearest("qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq").Should().BeEmpty();

    [Theory]
    [InlineData("MTEB(eng, v2)", "MTEB(eng, v2)", 41)]
    [InlineData("MAEB(beta)", "MAEB(v1)", 30)]
    public void A_benchmark_is_found_by_name_and_by_alias(string written, string name, int tasks)
    {
        var benchmark = BenchmarkCatalogue.Find(written)!;
        benchmark.Name.Should().Be(name);
        benchmark.Tasks.Should().HaveCount(tasks);
        BenchmarkCatalogue.Find(written.ToUpperInvariant() + "!").Should().BeNull();
        BenchmarkCatalogue.Nearest(name.ToLowerInvariant()).Should().StartWith(name);
    }

    [Fact]
    public void A_benchmark_restricts_its_tasks()
    {
        var benchmark = BenchmarkCatalogue.Find("MTEB(eng, v2)")!;
        var task = TaskCatalogue.Find("AmazonCounterfactualClassification")!;
        var restricted = benchmark.Restrictions[task.Name].Apply(task);
        restricted.Subsets.Select(subset => subset.Name).Should().Equal("en");
        task.EvalSplits.Should().Equal("validation", "test");
        restricted.EvalSplits.Should().Equal("test");
    }

    [Fact]
    public void Every_task_of_a_benchmark_is_in_the_catalogue()
    {
        foreach (var benchmark in BenchmarkCatalogue.All)
        {
            benchmark.Tasks.Where(name => TaskCatalogue.Find(name) is null).Should().BeEmpty(benchmark.Name);
            benchmark.Restrictions.Keys.Except(benchmark.Tasks).Should().BeEmpty(benchmark.Name);
            foreach (var (name, restriction) in benchmark.Restrictions)
            {
                var task = TaskCatalogue.Find(name)!;
                restriction.Apply(task).Subsets.Should().HaveCount(restriction.Subsets?.Count ?? task.Subsets.Count, $"{benchmark.Name}, {name}");
            }
        }
    }

    [Fact]
    public void Statistics_are_found_by_split_and_subset()
    {
        var whole = TaskStatistics.Find("STS12", "test")!;
        whole.Samples.Should().Be(3108);
        whole.Texts.Keys.Should().BeEquivalentTo("text1", "text2");
        TaskStatistics.Find("STS12", "test", "default")!.Samples.Should().Be(3108);
        TaskStatistics.Find("STS12", "test", "en").Should().BeNull();
        TaskStatistics.Find("STS12", "dev").Should().BeNull();
        TaskStatistics.Find("STS17", "test", "en-en")!.Samples.Should().BeLessThan(TaskStatistics.Find("STS17", "test")!.Samples!.Value);
        TaskStatistics.Find("CQADupstackRetrieval", "test").Should().BeNull();
        TaskStatistics.Splits("Banking77Classification").Should().BeEquivalentTo("test", "train");
    }

    [Fact]
    public void Documents_and_queries_are_counted_or_derived()
    {
        var counted = TaskStatistics.Find("AILACasedocs", "test")!;
        (counted.Documents, counted.Queries, counted.IsDerived).Should().Be((186, 50, false));
        counted.Texts["documents_text"].Should().Be(new TextLengths(1012, 26947.34, 222889, 186));
        var derived = TaskCatalogue.Names
            .SelectMany(name => TaskStatistics.Splits(name).Select(split => TaskStatistics.Find(name, split)!))
            .Where(statistics => statistics.IsDerived)
            .ToList();
        derived.Should().HaveCountGreaterThan(100).And.OnlyContain(statistics => statistics.Documents + statistics.Queries == statistics.Samples);
    }

    [Fact]
    public void Scores_of_models_and_of_chance_are_known()
    {
        ScoreDistribution.Find("AILACasedocs").Should().Be(new ScoreDistribution(218, 0.0132, 0.0576, 0.1457, 0.2775, 0.4479, 0.627, 0.656));
        ScoreDistribution.OfRandomEncoder("AILACasedocs").Should().Be(0.01318);
        ScoreDistribution.Find("_format").Should().BeNull();
        ScoreDistribution.OfRandomEncoder("CIFAR10").Should().BeNull();
    }
}
