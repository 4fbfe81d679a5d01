using System.Text.Json;
using Mteb.Schemas.Catalogue;
using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests.Commands;

/// <summary>The lists of tasks and benchmarks.</summary>
public sealed class AvailableTests
{
    [Theory]
    [Cultures]
    public async Task Tasks_are_listed_as_approved(string culture)
    {
        using var _ = new InCulture(culture);

        Approved.Verify(await ToolRun.TranscriptAsync("available-tasks", "--task-types", "Summarization", "STS", "-l", "deu"), "available-tasks.txt");
        Approved.Verify(await ToolRun.TranscriptAsync("available_tasks", "-t", "SummEval", "STS17", "--task_types", "STS", "--output", "json"), "available-tasks-json.txt");
    }

    [Theory]
    [Cultures]
    public async Task Benchmarks_are_listed_as_approved(string culture)
    {
        using var _ = new InCulture(culture);

        Approved.Verify(await ToolRun.TranscriptAsync("available-benchmarks", "-b", "MTEB(eng, v1)", "MTEB(eng, v2)"), "available-benchmarks.txt");
        Approved.Verify(await ToolRun.TranscriptAsync("available_benchmarks", "-b", "MTEB(kor, v1)", "--output", "json"), "available-benchmarks-json.txt");
    }

    [Fact]
    public async Task What_is_wrong_is_said_as_approved()
    {
        Approved.Verify(
            await ToolRun.TranscriptAsync("available-tasks", "-t", "STSBenchmak")
            + await ToolRun.TranscriptAsync("available-tasks", "--task-types", "Clusterin")
            + await ToolRun.TranscriptAsync("available-tasks", "-l", "german")
            + await ToolRun.TranscriptAsync("available-tasks", "--task-types", "Summarization", "-l", "isl")
            + await ToolRun.TranscriptAsync("available-tasks", "-b", "MTEB(eng,v2)")
            + await ToolRun.TranscriptAsync("available-benchmarks", "-b", "MTEB(deu)"),
            "available-errors.txt");
    }

    [Fact]
    public async Task Without_conditions_everything_current_is_listed_and_the_rest_is_counted()
    {
        var run = new ToolRun();

        (await run.InvokeAsync("available-tasks", "--output", "json")).Should().Be(ExitCode.Ok);

        using var document = JsonDocument.Parse(run.Output);
        var listed = document.RootElement.GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("name").GetString()!).ToHashSet();
        var left = TaskCatalogue.All.Where(task => !listed.Contains(task.Name)).ToList();
        left.Should().OnlyContain(task => task.SupersededBy != null || !task.IsPublic || task.IsBeta);
        run.Error.Should().Contain($"in beta: {left.Count}.");
    }

    [Fact]
    public async Task A_benchmark_lists_its_tasks_with_the_subsets_that_it_takes()
    {
        var run = new ToolRun();

        (await run.InvokeAsync("available-tasks", "-b", "MTEB(eng, v2)", "--output", "json")).Should().Be(ExitCode.Ok);

        using var document = JsonDocument.Parse(run.Output);
        var tasks = document.RootElement.GetProperty("tasks").EnumerateArray().ToDictionary(task => task.GetProperty("name").GetString()!);
        tasks.Keys.Should().Equal(BenchmarkCatalogue.Find("MTEB(eng, v2)")!.Tasks);
        tasks["STS17"].GetProperty("subsets").EnumerateObject().Select(subset => subset.Name).Should().Equal("en-en");
    }
}
