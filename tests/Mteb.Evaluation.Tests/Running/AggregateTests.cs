using Mteb.Evaluation.Running;
using Mteb.Evaluation.Tests.Tasks;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tests.Running;

/// <summary>Aggregate tasks: the mean of other tasks' scores (expected numbers worked out by hand).</summary>
public sealed class AggregateTests : IDisposable
{
    private readonly Sandbox _sandbox = new("aggregate");

    private ResultStore Store => ResultStore.At(_sandbox.Root, new ModelIdentity(TestRuns.Model.Name, TestRuns.Model.Revision));

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task The_score_is_the_mean_of_the_members_scores_over_their_subsets()
    {
        Save("A", 2, 0.25);
        Save("B", 3, 0.5, 0.75);

        var run = await RunAsync();

        run.State.Should().Be(TaskRunState.Done);
        var file = File.ReadAllText(Store.PathOf("Mean")!);
        file.Should().Contain("\"dataset_revision\": \"1\"").And.Contain("\"ndcg_at_10\": 0.4375").And.Contain("\"hf_subset\": \"default\"")
            .And.Contain("\"evaluation_time\": 5.0").And.Contain("\"kg_co2_emissions\": NaN");
        file.IndexOf("ndcg_at_10", StringComparison.Ordinal).Should().BeLessThan(file.IndexOf("main_score", StringComparison.Ordinal));
        Store.Read("Mean").Value!.Find("test", "default")!.MainScore.Should().Be(new ScoreValue.Number(0.4375));
    }

    [Fact]
    public async Task A_time_that_a_member_lacks_makes_the_sum_unknown()
    {
        Save("A", null, 0.25);
        Save("B", 3, 0.5);

        (await RunAsync()).Result!.EvaluationTime.Should().Be(double.NaN);
    }

    [Fact]
    public async Task A_missing_member_is_named_and_nothing_is_written()
    {
        Save("A", 2, 0.25);

        var run = await RunAsync();

        run.State.Should().Be(TaskRunState.Failed);
        run.Diagnostics.Single().Code.Should().Be("MTEB3260");
        run.Diagnostics.Single().Message.Should().EndWith("1 of them have no score: B.");
        File.Exists(Store.PathOf("Mean")).Should().BeFalse();
    }

    [Fact]
    public async Task A_complete_aggregate_is_kept_unless_everything_is_to_be_computed_again()
    {
        Save("A", 2, 0.25);
        Save("B", 3, 0.5);
        await RunAsync();
        Save("B", 3, 1.0);

        (await RunAsync()).State.Should().Be(TaskRunState.Cached);
        (await RunAsync(OverwriteStrategy.Always)).Result!.Find("test", "default")!.MainScore.Should().Be(new ScoreValue.NumpyNumber(0.625));
    }

    [Fact]
    public void Asking_for_an_aggregate_asks_for_its_members_first()
    {
        var members = TaskCatalogue.Find("CQADupstackRetrieval")!.AggregateOf;

        var (plans, _) = new TaskPlanner(new Dictionary<string, TaskFacts>(), new MemoryData())
            .Plan(new RunSelection { Tasks = ["CQADupstackRetrieval", members[3]] });

        plans[0].Task.Name.Should().Be(members[3]);
        plans[^1].Task.Name.Should().Be("CQADupstackRetrieval");
        plans.SkipLast(1).Select(plan => plan.Task.Name).Should().BeEquivalentTo(members);
    }

    private async Task<TaskRun> RunAsync(OverwriteStrategy strategy = OverwriteStrategy.OnlyMissing)
    {
        var facts = GoldenTask.Facts("AbsTaskAggregate", "Retrieval", "ndcg_at_10") with { Name = "Mean", AggregateOf = ["A", "B"] };
        var context = new RunContext
        {
            Encoder = new TextVectorEncoder(),
            Model = TestRuns.Model,
            Environment = TestRuns.Environment,
            ToolVersion = "0.0.0",
            Data = new MemoryData(),
            Store = Store,
            Strategy = strategy,
            Clock = TimeProvider.System,
        };
        return (await new RunEngine(context, new Silence()).RunAsync([new TaskPlan(facts, facts.EvalSplits, facts.Subsets)], CancellationToken.None)).Single();
    }

    private void Save(string task, double? seconds, params double[] scores) => Store.Save(new TaskResult
    {
        TaskName = task,
        DatasetRevision = "r",
        MtebVersion = ReproducedVersion.Mteb,
        EvaluationTime = seconds,
        Scores =
        [
            new SplitScores("test", [.. scores.Select((score, index) => new SubsetScores(
                [new("ndcg_at_10", new ScoreValue.Number(score))], new ScoreValue.Number(score), $"s{index}", ["eng-Latn"], ReproducedVersion.Mteb))]),
        ],
    });
}
