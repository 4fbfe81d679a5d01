using Mteb.Schemas.Results;
using Mteb.Schemas.Results.Comparison;

namespace Mteb.Schemas.Tests.Results.Comparison;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData(0.5, 0.5, 0, 0, true)]
    [InlineData(0.5, 0.500001, 0, 0, false)]
    [InlineData(0.5, 0.501, 0.001, 0, false)]
    [InlineData(0.5, 0.50099, 0.001, 0, true)]
    [InlineData(100, 101, 0.5, 0.01, true)]
    [InlineData(100, 102, 0.5, 0.01, false)]
    [InlineData(double.NaN, double.NaN, 0, 0, true)]
    [InlineData(double.NaN, 0.5, 1e9, 1e9, false)]
    [InlineData(0.0, -0.0, 0, 0, true)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, 0, 0, true)]
    [InlineData(double.PositiveInfinity, 1, 0, 1, false)]
    public void The_wider_limit_counts(double first, double second, double absolute, double relative, bool expected) =>
        new Tolerance(absolute, relative).Allows(first, second).Should().Be(expected);

    [Fact]
    public void Differences_are_found_by_split_subset_and_metric_in_any_order()
    {
        var first = Result(("test", "de", 0.5, [Metric("f1", 0.25), Nested(0.1, 0.2)]), ("test", "en", 0.75, []), ("dev", "de", 0.5, []));
        var second = Result(("train", "de", 0.5, []), ("test", "fr", 0.5, []), ("test", "de", 0.5, [Nested(0.1, 0.3), Metric("ap", 0.5)]));

        ResultComparison.Compare(first, second, Tolerance.Exact).Select(difference => $"{difference.Kind} {difference.Split} {difference.Subset} {difference.Metric} {difference.Change:0.0}".TrimEnd()).Should().Equal(
            "OnlyInFirst test de f1",
            "Changed test de runs[1].f1 0.1",
            "OnlyInSecond test de ap",
            "OnlyInFirst test en",
            "OnlyInSecond test fr",
            "OnlyInFirst dev",
            "OnlyInSecond train");
        ResultComparison.Compare(first, second, new Tolerance(0.11)).Should().HaveCount(6);
        ResultComparison.Compare(first, second, Tolerance.Exact, ComparedMetrics.Main).Should().HaveCount(4);
        ResultComparison.Compare(first, first, Tolerance.Exact).Should().BeEmpty();
    }

    [Fact]
    public void Values_of_another_kind_differ()
    {
        var values = new ScoreValue[] { ScoreValue.Null.Instance, new ScoreValue.Text("nan"), new ScoreValue.Switch(true), new ScoreValue.Number(0.5), new ScoreValue.List([]), new ScoreValue.Mapping([]) };
        foreach (var (one, two) in values.SelectMany(one => values.Select(two => (one, two))))
        {
            ResultComparison.Compare(Main(one), Main(two), Tolerance.Exact).Count.Should().Be(ReferenceEquals(one, two) ? 0 : 1);
        }

        ResultComparison.Compare(Main(new ScoreValue.WholeNumber(1)), Main(new ScoreValue.Number(1)), Tolerance.Exact).Should().BeEmpty();

        static TaskResult Main(ScoreValue value) => new()
        {
            DatasetRevision = "r",
            TaskName = "T",
            MtebVersion = null,
            Scores = [new SplitScores("test", [new SubsetScores([], value, "default", [], null)])],
        };
    }

    [Fact]
    public void Of_several_revisions_the_one_is_chosen_that_mteb_chooses()
    {
        Chosen(("external", "2.0.0"), ("abc", null)).Should().Be("external", "a version counts more than the folder");
        Chosen(("external", "2.0.0"), ("abc", "1.0.0")).Should().Be("abc");
        Chosen(("abc", "1.9.0"), ("def", "1.10.0")).Should().Be("def", "versions are compared as numbers");
        Chosen(("abc", "1.9.0-2.0.0"), ("def", "1.0.0")).Should().Be("def", "a range is no version here");
        Chosen(("abc", "2.0.0"), ("main", "1.0.0")).Should().Be("main", "the main revision comes first");
        Chosen(("abc", "2.0.0"), ("def", "2.0.0")).Should().Be("abc", "among equals the first counts");
        Chosen(("no_revision_available", "2.0.0"), ("def", "1.0.0")).Should().Be("def");
        RevisionChoice.Choose([Run("empty", "3.0.0", isEmpty: true), Run("abc", null)]).Single().Revision.Should().Be("abc");
        RevisionChoice.Choose([Run("abc", "1.0"), Run("abc", "1.0") with { Experiment = "x" }, Run("abc", "1.0") with { Model = "other" }]).Should().HaveCount(3);

        static string? Chosen(params (string Revision, string? Version)[] runs) =>
            RevisionChoice.Choose(runs.Select(run => Run(run.Revision, run.Version)), model => model == "m" ? "main" : null).Single().Revision;

        static RunResult Run(string revision, string? version, bool isEmpty = false) =>
            new("m", revision, null, (isEmpty ? Result() : Result(("test", "de", 0.5, []))) with { MtebVersion = version }, "");
    }

    [Fact]
    public void A_path_tells_model_revision_and_experiment()
    {
        var folder = Path.GetFullPath("/results/org__m/abc");
        RunResult.At(Path.Combine(folder, "T.json"), Result()).Should().Match<RunResult>(run => run.Model == "org__m" && run.Revision == "abc" && run.Experiment == null);
        RunResult.At(Path.Combine(folder, "experiments", "x_1", "T.json"), Result()).Should().Match<RunResult>(run => run.Model == "org__m" && run.Revision == "abc" && run.Experiment == "x_1");
    }

    [Fact]
    public void The_score_of_a_task_is_open_when_a_part_is()
    {
        ScoreNumbers.TaskScore(Result(("test", "de", 0.5, []), ("test", "en", 1.0, []), ("dev", "de", 0.0, []))).Should().Be(0.5);
        ScoreNumbers.TaskScore(Result(("test", "de", 0.5, []), ("test", "en", double.NaN, []))).Should().BeNull();
        ScoreNumbers.TaskScore(Result()).Should().BeNull();
    }

    private static KeyValuePair<string, ScoreValue> Metric(string name, double value) => new(name, new ScoreValue.Number(value));

    private static KeyValuePair<string, ScoreValue> Nested(params double[] scores) =>
        new("runs", new ScoreValue.List([.. scores.Select(score => new ScoreValue.Mapping([Metric("f1", score)]))]));

    private static TaskResult Result(params (string Split, string Subset, double Main, KeyValuePair<string, ScoreValue>[] Metrics)[] entries) => new()
    {
        DatasetRevision = "r",
        TaskName = "T",
        MtebVersion = "2.0.0",
        Scores = [.. entries.GroupBy(entry => entry.Split).Select(split => new SplitScores(split.Key, [.. split.Select(entry => new SubsetScores(entry.Metrics, new ScoreValue.Number(entry.Main), entry.Subset, ["eng-Latn"], "2.0.0"))]))],
    };
}
