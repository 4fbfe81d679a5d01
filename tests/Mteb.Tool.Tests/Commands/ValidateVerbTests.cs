using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests.Commands;

/// <summary>What <c>mteb validate</c> shows, and what it ends with.</summary>
public sealed class ValidateVerbTests : IDisposable
{
    private const string Folder = "results/org__model/0123456789abcdef0123456789abcdef01234567/";

    private const string Sound =
        """
        {
          "dataset_revision": "a0d554a64d88156834ff5ae9920b964011b16384",
          "task_name": "STS12",
          "mteb_version": "2.26.24",
          "scores": {"test": [{"cosine_spearman": 0.72, "main_score": 0.72, "hf_subset": "default", "languages": ["eng-Latn"]}]},
          "evaluation_time": 2.5
        }
        """;

    private readonly Sandbox _sandbox = new("validate");

    public ValidateVerbTests()
    {
        _sandbox.Write(Folder + "STS12.json", Sound);
        Write("STS13", Sound.Replace("STS12", "STS13", StringComparison.Ordinal));
        Write("STS14", Sound.Replace("STS12", "STS14", StringComparison.Ordinal).Replace("0.72,", "72.0,", StringComparison.Ordinal));
        Write("STS15", Sound.Replace("STS12", "STS15", StringComparison.Ordinal)[..200]);
        _sandbox.Write("package.json", "{\"name\": \"no result\"}");
    }

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("text", "en-US")]
    [InlineData("text", "tr-TR")]
    [InlineData("json", "en-US")]
    [InlineData("json", "de-DE")]
    [InlineData("msbuild", "en-US")]
    [InlineData("sarif", "ar-SA")]
    [InlineData("github", "en-US")]
    [InlineData("junit", "en-US")]
    public async Task Findings_are_shown_in_the_form_that_was_asked_for(string output, string culture)
    {
        var run = new ToolRun { CurrentDirectory = _sandbox.Root };
        using var _ = new InCulture(culture);

        (await run.InvokeAsync("validate", "results", "--output", output)).Should().Be(ExitCode.Findings);

        Approved.Verify($"{run.Output}--- standard error\n{run.Error}", $"validate-{output}.txt");
    }

    [Fact]
    public async Task What_lies_beside_results_is_validated_too()
    {
        _sandbox.Write("other/results/org__model/external/STS12.json", Sound);
        _sandbox.Write("other/results/org__model/1/STS12.json", Sound.Replace("0.72", "0.02", StringComparison.Ordinal));
        _sandbox.Write("other/results/org__model/1/model_meta.json", "{\"name\": \"model\", \"revision\": \"1\"}");
        _sandbox.Write("other/results/org__model/1/run_settings.jsonl", "{\"task\": \"STS12\"}\n");
        _sandbox.Write("other/.eval_results/STS12.yaml", "- dataset: {id: a/b, task_id: STS12}\n  vaule: 72\n");
        var run = new ToolRun { CurrentDirectory = _sandbox.Root };

        (await run.InvokeAsync("validate", "other")).Should().Be(ExitCode.Findings);

        Approved.Verify($"{run.Output}--- standard error\n{run.Error}", "validate-beside.txt");
    }

    [Fact]
    public async Task Strictly_validated_files_are_held_to_their_schemas_too()
    {
        _sandbox.Write("hub/.eval_results/STS12.yaml", "- dataset: {id: sts12, task_id: STS12}\n  value: 72\n");
        var (plain, strict) = (new ToolRun { CurrentDirectory = _sandbox.Root }, new ToolRun { CurrentDirectory = _sandbox.Root });

        (await plain.InvokeAsync("validate", "hub", Folder + "STS12.json")).Should().Be(ExitCode.Ok);
        (await strict.InvokeAsync("validate", "hub", Folder + "STS12.json", "--strict")).Should().Be(ExitCode.Findings);

        strict.Error.Should().Contain("hub/.eval_results/STS12.yaml(1,17): error MTEB1170: The schema 'eval-results' does not take what stands here");
    }

    [Fact]
    public async Task Suggestions_are_listed_one_by_one_when_that_is_asked_for()
    {
        var (brief, whole) = (new ToolRun { CurrentDirectory = _sandbox.Root }, new ToolRun { CurrentDirectory = _sandbox.Root });

        await brief.InvokeAsync("validate", Folder + "STS1[2-4].json");
        await whole.InvokeAsync("validate", Folder + "STS1[2-4].json", "--verbose");

        Count(brief.Error, "MTEB1230").Should().Be(2, "one line, which also names the code in its hint");
        Count(whole.Error, "MTEB1230").Should().Be(2, "one of each file whose revision is that of another task");
        whole.Error.Should().Contain("STS13.json(2,23)").And.Contain("STS14.json(2,23)");
    }

    [Theory]
    [InlineData("STS12", new string[0], 0)]
    [InlineData("STS14", new string[0], 0)]
    [InlineData("STS14", new[] { "MTEB1206=error" }, 1)]
    [InlineData("STS15", new string[0], 1)]
    [InlineData("STS15", new[] { "mteb1101=warning" }, 0)]
    public async Task The_exit_code_follows_the_severities_in_force(string task, string[] severities, int exitCode)
    {
        var run = new ToolRun { CurrentDirectory = _sandbox.Root };

        (await run.InvokeAsync(["validate", $"{Folder}{task}.json", .. severities.Length == 0 ? [] : severities.Prepend("--severity")])).Should().Be((ExitCode)exitCode);
    }

    [Fact]
    public async Task An_editorconfig_gives_severities_to_the_files_of_its_sections()
    {
        _sandbox.Write(".editorconfig", "[*]\nmteb_diagnostic.MTEB1206.severity = error\nmteb_diagnostic.MTEB1230.severity = none\n");
        _sandbox.Write("results/.editorconfig", "[*13.json]\nmteb_diagnostic.MTEB1230.severity = error\n");
        var run = new ToolRun { CurrentDirectory = _sandbox.Root };

        await run.InvokeAsync("validate", Folder + "STS13.json", Folder + "STS14.json", "--output", "msbuild");

        run.Output.Should().Contain("STS14.json(5,63): error MTEB1206").And.Contain("STS13.json(2,23): error MTEB1230").And.NotContain("STS14.json(2,23)");
    }

    [Fact]
    public async Task A_root_editorconfig_shuts_out_those_above_it()
    {
        _sandbox.Write(".editorconfig", "[*]\nmteb_diagnostic.MTEB1206.severity = error\n");
        _sandbox.Write("results/.editorconfig", "root = true\n");
        var run = new ToolRun { CurrentDirectory = _sandbox.Root };

        (await run.InvokeAsync("validate", Folder + "STS14.json")).Should().Be(ExitCode.Ok);
    }

    [Theory]
    [InlineData(2, "validate")]
    [InlineData(2, "validate", "results", "--severity", "MTEB9876=error")]
    [InlineData(2, "validate", "results", "--severity", "MTEB1206=fatal")]
    [InlineData(3, "validate", "no-such-folder")]
    public async Task What_cannot_be_done_is_said(int exitCode, params string[] line)
    {
        var run = new ToolRun { CurrentDirectory = _sandbox.Root };

        (await run.InvokeAsync(line)).Should().Be((ExitCode)exitCode);
        run.Error.Should().MatchRegex("error MTEB50[0-9]{2}: ");
        run.Output.Should().BeEmpty();
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_saved_is_validated_again_until_the_user_stops_it()
    {
        var run = new ToolRun { CurrentDirectory = _sandbox.Root };
        var watching = run.InvokeAsync("validate", "results", "--watch");
        while (!run.Output.Contains("4 files", StringComparison.Ordinal))
        {
            watching.IsCompleted.Should().BeFalse(run.Error);
            await Task.Delay(20);
        }

        // The watcher may begin a moment after the first report: saving goes on until it is heard.
        while (!run.Output.Contains("1 file: 1 valid", StringComparison.Ordinal))
        {
            Write("STS15", Sound.Replace("STS12", "STS15", StringComparison.Ordinal));
            await Task.Delay(250);
        }

        await run.Cancellation.CancelAsync();
        (await watching).Should().Be(ExitCode.Ok);
    }

    private void Write(string task, string content) => File.WriteAllText(_sandbox.At($"{Folder}{task}.json"), content);

    private static int Count(string text, string word) => text.Split(word).Length - 1;
}
