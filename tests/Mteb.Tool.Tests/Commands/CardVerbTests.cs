using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests.Commands;

public sealed class CardVerbTests
{
    private const string Revision = "model-results/sentence-transformers__all-MiniLM-L6-v2/8b3219a92973c328a8e22fadcfa821b5dc75636a";

    [Fact]
    public async Task Set_add_and_remove_change_what_they_name()
    {
        using var sandbox = new Sandbox("card");
        var path = sandbox.Write("README.md", "---\r\nlicense: mit # why\r\ntags: [a, b]\r\nold: 1\r\n---\r\n# Mine");

        (await Run(sandbox, "set", "README.md", "license", "apache-2.0")).Should().Be(ExitCode.Ok);
        (await Run(sandbox, "add", "README.md", "tags", "mteb")).Should().Be(ExitCode.Ok);
        (await Run(sandbox, "add", "README.md", "tags", "mteb")).Should().Be(ExitCode.Ok);
        (await Run(sandbox, "remove", "README.md", "tags", "a")).Should().Be(ExitCode.Ok);
        (await Run(sandbox, "remove", "README.md", "old")).Should().Be(ExitCode.Ok);

        File.ReadAllText(path).Should().Be("---\r\nlicense: apache-2.0 # why\r\ntags: [b, mteb]\r\n---\r\n# Mine");
    }

    [Fact]
    public async Task A_difference_is_shown_and_nothing_written()
    {
        using var sandbox = new Sandbox("card");
        var path = sandbox.Write("README.md", "---\nlicense: mit # why\n---\n");
        var run = new ToolRun { CurrentDirectory = sandbox.Root };

        (await run.InvokeAsync("card", "set", "README.md", "license", "apache-2.0", "--diff")).Should().Be(ExitCode.Ok);

        run.Output.Should().Be("@@ line 2 @@\n-license: mit # why\n+license: apache-2.0 # why\n");
        File.ReadAllText(path).Should().Be("---\nlicense: mit # why\n---\n");
    }

    [Theory]
    [InlineData("card")]
    [InlineData("card", "frobnicate", "README.md")]
    [InlineData("card", "set", "README.md", "license")]
    public async Task An_incomplete_line_is_a_usage_error(params string[] line) => (await new ToolRun().InvokeAsync(line)).Should().Be(ExitCode.Usage);

    [Fact]
    public async Task Check_ends_with_1_when_something_is_wrong()
    {
        using var sandbox = new Sandbox("card");
        sandbox.Write("README.md", "---\nlicense: Apache\n---\n");

        (await Run(sandbox, "check", "README.md")).Should().Be(ExitCode.Findings);
    }

    [Theory]
    [InlineData("json", "json")]
    [InlineData("msbuild", "txt")]
    [InlineData("sarif", "sarif")]
    [InlineData("github", "txt")]
    [InlineData("junit", "xml")]
    [InlineData("text", "txt")]
    public async Task Findings_are_shown_in_every_form_and_whatever_the_culture(string format, string extension)
    {
        foreach (var culture in new[] { "tr-TR", "de-DE" })
        {
            using var _ = new InCulture(culture);
            using var sandbox = new Sandbox("card");
            sandbox.Write("a model/README.md", "---\nlicense: Apache\nversion: 1.10\n---\n# Overview\n## Usage\n## Results\n## Requirements\n## Licence\n");
            var run = new ToolRun { CurrentDirectory = sandbox.Root };

            (await run.InvokeAsync("card", "check", "a model/README.md", "--output", format)).Should().Be(ExitCode.Findings);

            (format == "text" ? run.Output : run.Error).Should().BeEmpty();
            Approved.Verify((run.Output + run.Error).Replace(ToolVersion.Text, "VERSION", StringComparison.Ordinal), $"card-check-{format}.{extension}");
        }
    }

    [SharedTheory("model-results/")]
    [InlineData("create-model-results", "--results-folder", "--output-path")]
    [InlineData("create-meta", "--results-folder", "--output-path")]
    [InlineData("create_meta", "--results_folder", "--output_path")]
    public async Task A_card_is_made_under_all_names_and_is_not_replaced_unasked(string verb, string folder, string output)
    {
        using var sandbox = new Sandbox("card");
        var run = new ToolRun { CurrentDirectory = sandbox.Root };
        string[] line = [verb, folder, SharedMaterial.At(Revision), output, "card.md", "--tasks", "STS12", "STS13", "NFCorpus", "BIOSSES", "Banking77Classification", "--chart", "scores.svg"];

        (await run.InvokeAsync(line)).Should().Be(ExitCode.Ok);
        (await run.InvokeAsync(line)).Should().Be(ExitCode.Input);

        run.Error.Should().Contain("MTEB2075");
        File.ReadAllText(sandbox.At("card.md")).Should().Contain("MTEB STS12 (default)").And.Contain("<!-- mteb:results -->").And.Contain("- mteb\n");
        File.ReadAllText(sandbox.At("scores.svg")).Should().StartWith("<svg ");
    }

    [SharedFact("model-results/")]
    public async Task A_stale_card_is_found_and_updated_and_then_good()
    {
        using var sandbox = new Sandbox("card");
        var path = sandbox.Write("README.md", "---\nlicense: mit\nlibrary_name: x\n---\n# Mine\n");
        string[] results = ["--results-folder", SharedMaterial.At(Revision), "--tasks", "STS12"];

        (await Run(sandbox, ["check", "README.md", .. results])).Should().Be(ExitCode.Findings);
        (await Run(sandbox, ["update", "README.md", .. results])).Should().Be(ExitCode.Ok);
        (await Run(sandbox, ["check", "README.md", .. results])).Should().Be(ExitCode.Ok);
        File.WriteAllText(path, File.ReadAllText(path).Replace("| STS12 | STS |", "| STS12 | Best |", StringComparison.Ordinal));
        (await Run(sandbox, ["check", "README.md", .. results])).Should().Be(ExitCode.Findings);
    }

    [Fact]
    public async Task A_model_id_needs_the_Hub()
    {
        using var sandbox = new Sandbox("card");
        var run = new ToolRun { CurrentDirectory = sandbox.Root };

        (await run.InvokeAsync("create-meta", "--results-folder", sandbox.Root, "--from-existing", "org/model")).Should().Be(ExitCode.Input);

        run.Error.Should().Contain("MTEB2076");
    }

    private static Task<ExitCode> Run(Sandbox sandbox, params string[] line) => new ToolRun { CurrentDirectory = sandbox.Root }.InvokeAsync(["card", .. line]);
}
