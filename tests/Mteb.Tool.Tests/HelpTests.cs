using Mteb.Tool.Commands;
using Mteb.Tool.Syntax;
using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests;

/// <summary>What the tool says of itself.</summary>
public sealed class HelpTests
{
    [Theory]
    [Cultures]
    public async Task Help_of_the_program_is_as_approved(string culture)
    {
        using var _ = new InCulture(culture);
        Approved.Verify(await ToolRun.TranscriptAsync("--help"), "help.txt");
    }

    [Theory]
    [Cultures]
    public async Task Help_of_run_is_as_approved(string culture)
    {
        using var _ = new InCulture(culture);
        Approved.Verify(await ToolRun.TranscriptAsync("run", "--help"), "help-run.txt");
    }

    [Theory]
    [Cultures]
    public async Task Help_of_explain_is_as_approved(string culture)
    {
        using var _ = new InCulture(culture);
        Approved.Verify(await ToolRun.TranscriptAsync("explain", "--help"), "help-explain.txt");
    }

    [Theory]
    [Cultures]
    public async Task Help_of_tokenize_is_as_approved(string culture)
    {
        using var _ = new InCulture(culture);
        Approved.Verify(await ToolRun.TranscriptAsync("tokenize", "--help"), "help-tokenize.txt");
    }

    [Theory]
    [Cultures]
    public async Task Help_of_the_verbs_for_cards_is_as_approved(string culture)
    {
        using var _ = new InCulture(culture);
        Approved.Verify(await ToolRun.TranscriptAsync("card", "--help"), "help-card.txt");
        Approved.Verify(await ToolRun.TranscriptAsync("create-model-results", "--help"), "help-create-model-results.txt");
    }

    [Theory]
    [Cultures]
    public async Task Help_of_the_verbs_for_result_files_is_as_approved(string culture)
    {
        using var _ = new InCulture(culture);
        Approved.Verify(await ToolRun.TranscriptAsync("migrate", "--help"), "help-migrate.txt");
        Approved.Verify(await ToolRun.TranscriptAsync("merge", "--help"), "help-merge.txt");
        Approved.Verify(await ToolRun.TranscriptAsync("diff", "--help"), "help-diff.txt");
        Approved.Verify(await ToolRun.TranscriptAsync("schema", "--help"), "help-schema.txt");
    }

    [Theory]
    [Cultures]
    public async Task Help_of_the_verbs_for_the_catalogue_is_as_approved(string culture)
    {
        using var _ = new InCulture(culture);
        Approved.Verify(await ToolRun.TranscriptAsync("available-tasks", "--help"), "help-available-tasks.txt");
        Approved.Verify(await ToolRun.TranscriptAsync("available-benchmarks", "--help"), "help-available-benchmarks.txt");
    }

    [Theory]
    [InlineData("-h")]
    [InlineData("-?")]
    [InlineData("--help", "run")]
    public async Task Every_way_of_asking_for_help_is_answered_on_standard_output(params string[] line)
    {
        var run = new ToolRun();

        (await run.InvokeAsync(line)).Should().Be(ExitCode.Ok);
        run.Output.Should().Contain("Usage:");
        run.Error.Should().BeEmpty();
    }

    [Theory]
    [InlineData("-t", "STS12", "--help")]
    [InlineData("--nonsense", "-h")]
    public async Task Help_of_a_command_comes_before_any_complaint(params string[] rest)
    {
        var run = new ToolRun();

        (await run.InvokeAsync(["run", .. rest])).Should().Be(ExitCode.Ok);
        run.Output.Should().Contain("mteb run (-m <model> | --endpoint <url> | --command <command>) [options]");
    }

    [Fact]
    public async Task The_version_is_the_assemblys_without_build_metadata()
    {
        var run = new ToolRun();

        (await run.InvokeAsync("--version")).Should().Be(ExitCode.Ok);
        run.Output.Should().MatchRegex(@"^\d+\.\d+\.\d+(-[\w.]+)?\n$");
    }

    [Fact]
    public void Every_command_has_examples_and_they_are_well_formed()
    {
        VerbSpec[] verbs = [RunVerb.Create(_ => new FakeEngine()), ExplainVerb.Create()];
        var parser = new LineParser(verbs);

        foreach (var verb in verbs)
        {
            verb.Examples.Should().NotBeEmpty();
            foreach (var (commandLine, _) in verb.Examples)
            {
                var words = System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(commandLine).ToList();
                words[0].Should().Be("mteb");
                var parsed = parser.Parse(words[1..]);
                parsed.Verb.Should().Be(verb);
                parsed.Errors.Should().BeEmpty();
            }
        }
    }

    [Fact]
    public async Task Shells_get_completions_of_options_and_choices()
    {
        var options = new ToolRun();
        await options.InvokeAsync("[suggest:10]", "run --over");
        var choices = new ToolRun();
        await choices.InvokeAsync("[suggest:25]", "run --overwrite-strategy ");

        options.Output.Should().Contain("--overwrite-strategy");
        choices.Output.Should().Contain("only-missing").And.Contain("only-cache");
    }
}
