using Mteb.Evaluation.Running;

namespace Mteb.Evaluation.Tests.Running;

/// <summary>What is asked for is planned, or refused with a code; nothing is left out in silence.</summary>
public sealed class TaskPlannerTests : IDisposable
{
    private readonly Sandbox _sandbox = new("planner");

    public TaskPlannerTests() => _sandbox.Write("STS13/test.jsonl", "{\"sentence1\": \"a\", \"sentence2\": \"b\", \"score\": 1}\n");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void A_named_task_is_planned_with_the_splits_of_the_catalogue()
    {
        var (plans, diagnostics) = Plan(new RunSelection { Tasks = ["STS13"] });

        plans.Should().ContainSingle().Which.Splits.Should().Equal("test");
        diagnostics.Should().BeEmpty();
    }

    [Fact]
    public void Without_a_selection_every_task_is_planned_whose_data_are_there() =>
        Plan(new RunSelection()).Plans.Select(plan => plan.Task.Name).Should().Equal("STS13");

    [Theory]
    [InlineData("MTEB3250", "STS113", null, null)]
    [InlineData("MTEB3257", null, "MTEB(eng, v9)", null)]
    [InlineData("MTEB3259", "STS13", null, "Reranking")]
    public void What_cannot_be_planned_is_refused(string code, string? task, string? benchmark, string? asType)
    {
        var (plans, diagnostics) = Plan(new RunSelection
        {
            Tasks = task is null ? [] : [task],
            Benchmarks = benchmark is null ? [] : [benchmark],
            AsType = asType,
        });

        plans.Should().BeEmpty();
        diagnostics.Should().ContainSingle().Which.Code.Should().Be(code);
    }

    [Fact]
    public void A_benchmark_names_every_task_whose_data_are_missing()
    {
        var (plans, diagnostics) = Plan(new RunSelection { Benchmarks = ["MTEB(eng, v2)"] });

        plans.Select(plan => plan.Task.Name).Should().Equal("STS13");
        diagnostics.Should().HaveCount(40, "the benchmark has 41 tasks, and the data of one are there");
    }

    private (IReadOnlyList<TaskPlan> Plans, IReadOnlyList<Mteb.Schemas.Diagnostics.Diagnostic> Diagnostics) Plan(RunSelection selection)
    {
        var data = LocalData.Open([_sandbox.Root], 1).Value!;
        return new TaskPlanner(data.Own, data.Source).Plan(selection);
    }
}
