using Mteb.Evaluation.Running;
using Mteb.Tool.Commands;

namespace Mteb.Tool.Tests.Commands;

/// <summary>The means after a run of benchmarks.</summary>
public sealed class BenchmarkMeansTests
{
    private const string Model = "sentence-transformers/all-MiniLM-L6-v2";
    private const string Revision = "8b3219a92973c328a8e22fadcfa821b5dc75636a";
    private static readonly ModelIdentity Identity = new(Model, Revision);

    [SharedTheory("model-results/")]
    [InlineData("MTEB(eng, v1)")]
    [InlineData("MTEB(eng, v2)")]
    public void Means_of_results_that_are_there_are_those_of_mteb(string name)
    {
        var expected = Goldens.Parse(SharedMaterial.At("model-results/expected_scores.json"))
            .GetProperty(Model).GetProperty("benchmarks").GetProperty(name).GetProperty("aggregate");
        var store = new ResultStore(SharedMaterial.At($"model-results/sentence-transformers__all-MiniLM-L6-v2/{Revision}"));

        var means = RunReportBuilder.Build(Identity, store, [], [name], hasErrors: false).Benchmarks.Single();

        means.MeanTask.Should().BeApproximately(expected.GetProperty("Mean(Task)").GetDouble(), 1e-8);
        means.MeanTaskType.Should().BeApproximately(expected.GetProperty("Mean(TaskType)").GetDouble(), 1e-8);
        means.Types.Should().OnlyContain(type => Math.Abs(type.Mean!.Value - expected.GetProperty(type.Type).GetDouble()) < 1e-8);
        RunReportBuilder.Incomplete(means).Should().BeNull();
    }

    [Fact]
    public void A_benchmark_without_all_its_results_has_open_means_and_says_so()
    {
        using var sandbox = new Sandbox("means");

        var means = RunReportBuilder.Build(Identity, new ResultStore(sandbox.Root), [], ["MTEB(eng, v2)"], hasErrors: false).Benchmarks.Single();

        means.MeanTask.Should().BeNull();
        means.Missing.Should().HaveCount(means.Tasks);
        var warning = RunReportBuilder.Incomplete(means)!;
        warning.Code.Should().Be("MTEB3269");
        warning.Message.Should().Contain("41 of 41 tasks").And.Contain("and 33 more");
    }
}
