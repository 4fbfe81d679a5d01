using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests.Commands;

public sealed class CompareVerbTests
{
    [Theory]
    [InlineData("text")]
    [InlineData("json", "--output", "json")]
    [InlineData("main", "--metrics", "main", "--tolerance", "0.01")]
    public async Task Folders_are_compared_task_by_task(string name, params string[] options)
    {
        foreach (var culture in new[] { "tr-TR", "de-DE" })
        {
            using var _ = new InCulture(culture);
            using var sandbox = Folders();
            var run = new ToolRun { CurrentDirectory = sandbox.Root };

            (await run.InvokeAsync(["diff", "a", "b", .. options])).Should().Be(ExitCode.Findings);

            Approved.Verify($"--- standard output\n{run.Output}--- standard error\n{run.Error}", $"diff-{name}.txt");
        }
    }

    [Fact]
    public async Task What_lies_within_the_tolerance_is_no_difference()
    {
        using var sandbox = Folders();
        (await Run(sandbox, "diff", "a/m/r/STS12.json", "b/m/q/STS12.json", "--tolerance", "0.1")).Code.Should().Be(ExitCode.Ok);
        (await Run(sandbox, "diff", "a/m/r/STS12.json", "b/m/q/STS12.json", "--relative-tolerance", "0.2")).Code.Should().Be(ExitCode.Ok);
        (await Run(sandbox, "diff", "a/m/r/STS12.json", "b/m/q/STS12.json")).Code.Should().Be(ExitCode.Findings);
        (await Run(sandbox, "diff", "a", "a")).Code.Should().Be(ExitCode.Ok);
    }

    [Fact]
    public async Task Partial_results_are_joined_as_mteb_joins_them()
    {
        using var sandbox = Folders();
        var (code, output, error) = await Run(sandbox, "merge", "a/m/r/STS12.json", "b/m/q/STS12.json", "old/STS12.json");

        code.Should().Be(ExitCode.Ok);
        Approved.Verify($"--- standard output\n{output}\n--- standard error\n{error}", "merge.txt");
    }

    [Fact]
    public async Task Folders_are_joined_path_by_path()
    {
        using var sandbox = Folders();
        sandbox.Write("c/m/r/STS12.json", Result("STS12", "2.2.0", ("dev", 0.25)));
        sandbox.Write("c/m/r/STS13.json", Result("STS13", "2.0.0", ("dev", 0.25)).Replace("\"r1\"", "\"r2\"", StringComparison.Ordinal));

        var (code, output, error) = await Run(sandbox, "merge", "a", "c", "--output-folder", "out");

        code.Should().Be(ExitCode.Findings);
        output.Should().Be("Results written to out: 1; refused: 1.\n");
        error.Should().Contain("MTEB1011").And.Contain(Path.Combine("c", "m", "r", "STS13.json"));
        File.ReadAllText(sandbox.At("out/m/r/STS12.json")).Should().Contain("\"mteb_version\": \"2.0.0-2.2.0\"");
        File.Exists(sandbox.At("out/m/r/STS13.json")).Should().BeFalse();
    }

    [Fact]
    public async Task What_cannot_be_done_is_said()
    {
        using var sandbox = Folders();
        var text = "";
        foreach (var line in new string[][]
        {
            ["diff", "a"],
            ["diff", "a", "b", "old"],
            ["diff", "a", "nothing"],
            ["diff", "a", "b", "--tolerance", "-1"],
            ["diff", "a", "broken.json"],
            ["merge", "a"],
            ["merge", "a", "b"],
            ["merge", "a/m/r/STS12.json", "a/m/r/STS13.json"],
            ["merge", "a/m/r/STS12.json", "b/m/q/STS12.json", "--same-version"],
            ["merge", "a/m/r/STS12.json", "b/m/q/STS12.json", "--output", "json"],
        })
        {
            var (code, output, error) = await Run(sandbox, line);
            text += $"$ mteb {string.Join(' ', line)}\n{output}{error}exit code {(int)code}\n\n";
        }

        Approved.Verify(text, "compare-errors.txt");
    }

    private static Sandbox Folders()
    {
        var sandbox = new Sandbox("compare");
        sandbox.Write("a/m/r/STS12.json", Result("STS12", "2.0.0", ("test", 0.5)));
        sandbox.Write("a/m/r/STS13.json", Result("STS13", "2.0.0", ("test", 0.5)));
        sandbox.Write("b/m/p/STS12.json", Result("STS12", "1.9.0", ("test", 0.9)));
        sandbox.Write("b/m/q/STS12.json", Result("STS12", "2.1.0", ("test", 0.5625)));
        sandbox.Write("b/m/q/STS14.json", Result("STS14", "2.1.0", ("test", double.NaN)));
        sandbox.Write("old/STS12.json", """{"mteb_dataset_name": "STS12", "mteb_version": "1.0.2", "dataset_revision": "r1", "dev": {"cos_sim": {"spearman": 0.125}, "evaluation_time": 2}}""");
        sandbox.Write("broken.json", "{");
        return sandbox;
    }

    private static string Result(string task, string version, params (string Split, double Score)[] scores) =>
        $$"""{"dataset_revision": "r1", "task_name": "{{task}}", "mteb_version": "{{version}}", "scores": { {{string.Join(", ", scores.Select(score => Split(score.Split, score.Score)))}} }, "evaluation_time": 1.5, "kg_co2_emissions": null}""";

    private static string Split(string split, double score)
    {
        var number = double.IsNaN(score) ? "NaN" : score.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return $$"""
            "{{split}}": [{"cosine_spearman": {{number}}, "runs": [{"f1": {{number}} }], "main_score": {{number}}, "hf_subset": "default", "languages": ["eng-Latn"]}]
            """;
    }

    private static async Task<(ExitCode Code, string Output, string Error)> Run(Sandbox sandbox, params string[] line)
    {
        var run = new ToolRun { CurrentDirectory = sandbox.Root };
        var code = await run.InvokeAsync(line);
        return (code, run.Output, run.Error);
    }
}
