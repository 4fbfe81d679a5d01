using System.Text.Json;
using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests;

/// <summary>The model of the README's first screen, evaluated as a user does it.</summary>
public sealed class QuickstartTests : IDisposable
{
    private readonly Sandbox _sandbox = new("quickstart");

    public QuickstartTests() => _sandbox.Copy(Repository.At("samples/quickstart"), "model");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task The_main_job_writes_results_and_prints_them_and_a_second_run_finds_them()
    {
        var first = await ToolProcess.RunAsync(_sandbox.Root, "run", "-m", "model", "--output-folder", "out", "--output", "json");
        var second = await ToolProcess.RunAsync(_sandbox.Root, "run", "-m", "model", "--output-folder", "out", "--output", "json");

        (first.ExitCode, second.ExitCode).Should().Be((0, 0), first.ToString());
        var (done, cached) = (Results(first), Results(second));
        done.Select(result => result.State).Should().Equal("done", "done", "done");
        cached.Select(result => result.State).Should().Equal("cached", "cached", "cached");
        cached.Select(result => (result.Task, Math.Round(result.Score, 6))).Should().Equal(done.Select(result => (result.Task, Math.Round(result.Score, 6))));
        done.Should().OnlyContain(result => result.Score > 0.3 && result.Score < 1, "a lexical baseline finds something, and not everything");
        Directory.GetFiles(_sandbox.At("out"), "*", SearchOption.AllDirectories).Select(Path.GetFileName).Should().BeEquivalentTo(
            "QuickstartClassification.json", "QuickstartRetrieval.json", "QuickstartSTS.json", "model_meta.json", "run_manifest.json", "run_settings.jsonl");
    }

    [Fact]
    public async Task A_card_is_made_of_the_results_of_a_run()
    {
        await ToolProcess.RunAsync(_sandbox.Root, "run", "-m", "model", "--output-folder", "out");

        var made = await ToolProcess.RunAsync(_sandbox.Root, "create-model-results", "--results-folder", "out", "--output-path", "card.md");

        made.ExitCode.Should().Be(0, made.ToString());
        made.Error.Should().NotContain("error", "the manifest beside the results is none");
        File.Exists(_sandbox.At("card.md")).Should().BeTrue();
    }

    [Fact]
    public async Task Scores_depend_neither_on_batches_nor_on_threads()
    {
        var plain = await ToolProcess.RunAsync(_sandbox.Root, "run", "-m", "model", "--output-folder", "plain", "--output", "json", "--threads", "1");
        var other = await ToolProcess.RunAsync(_sandbox.Root, "run", "-m", "model", "--output-folder", "other", "--output", "json", "--threads", "3", "--batch-size", "2");

        Results(other).Should().Equal(Results(plain), "the same numbers to the last bit");
    }

    private static List<(string Task, string State, double Score)> Results(Transcript transcript) =>
    [
        .. JsonDocument.Parse(transcript.Output).RootElement.GetProperty("results").EnumerateArray().Select(result => (
            result.GetProperty("task").GetString()!, result.GetProperty("state").GetString()!, result.GetProperty("main_score").GetDouble())),
    ];
}
