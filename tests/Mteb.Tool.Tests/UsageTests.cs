using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests;

/// <summary>Complaints about command lines.</summary>
public sealed class UsageTests
{
    private static readonly string[][] Lines =
    [
        [],
        ["rnu"],
        ["leaderboards"],
        ["--taks", "A"],
        ["run"],
        ["run", "-m", "model", "-t"],
        ["run", "-m", "", "-t", "A"],
        ["run", "-m", "model", "-t", "A", "--device", "--batch-size", "8"],
        ["run", "-m", "model", "--taks", "A"],
        ["run", "-m", "model", "--task", "A"],
        ["run", "-m", "model", "-t", "A", "--nothing-like-it"],
        ["run", "-m", "model", "-t", "A", "--nothing-like-it=3"],
        ["run", "model", "-t", "A"],
        ["run", "-m", "model", "-t", "A", "--dry-run", "yes"],
        ["run", "-m", "model", "-t", "A", "--overwrite-strategy", "only-mising"],
        ["run", "-m", "model", "-t", "A", "--overwrite-strategy"],
        ["run", "-m", "model", "-t", "A", "--output", "xml"],
        ["run", "-m", "model", "-t", "A", "-v", "4"],
        ["run", "-m", "model", "-t", "A", "--batch-size", "0"],
        ["run", "-m", "model", "-t", "A", "--batch-size", "1.5"],
        ["run", "-m", "model", "-t", "A", "--batch-size", "-1"],
        ["run", "-m", "model", "-t", "A", "--batch-size", "8", "--batch-size", "8"],
        ["run", "-m", "model", "-m", "other", "-m", "third", "-t", "A"],
        ["run", "-m", "model", "-t", "A", "--device", "cuda:x"],
        ["run", "-m", "model", "-t", "A", "--co2-tracker", "--no-co2-tracker"],
        ["run", "-m", "model", "-t", "A", "--overwrite", "--overwrite-strategy", "never"],
        ["run", "-m", "model", "-t", "A", "--data", "no-such-folder"],
        ["explain", "MTEB5999"],
        ["explain", "hello", "--all"],
    ];

    [Theory]
    [Cultures]
    public async Task Complaints_about_command_lines_are_as_approved(string culture)
    {
        using var _ = new InCulture(culture);
        var transcripts = new List<string>();
        foreach (var line in Lines)
        {
            transcripts.Add(await ToolRun.TranscriptAsync(line));
        }

        Approved.Verify(string.Join('\n', transcripts), "usage-errors.txt");
    }

    [Fact]
    public async Task A_wrong_command_line_reaches_no_engine()
    {
        foreach (var line in Lines)
        {
            var engine = new FakeEngine();
            var run = new ToolRun { Engine = engine };

            (await run.InvokeAsync(line)).Should().BeOneOf(ExitCode.Usage, ExitCode.Input);
            run.Output.Should().BeEmpty();
            engine.Asked.Should().BeNull();
        }
    }

    [Fact]
    public void The_numbers_of_exit_codes_never_change() =>
        Enum.GetValues<ExitCode>().Select(code => $"{code} = {(int)code}").Should().Equal(
            "Ok = 0", "Findings = 1", "Usage = 2", "Input = 3", "Hub = 4", "Internal = 70", "Cancelled = 130");
}
