using System.Text.Json;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Tool.Output;
using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests.Commands;

/// <summary>What <c>mteb run</c> shows, and what it ends with.</summary>
public sealed class RunVerbTests
{
    private static readonly string[] Line = ["run", "-m", "org/model", "-t", "A"];

    [Fact]
    public async Task The_table_goes_to_standard_output_and_everything_else_to_standard_error()
    {
        var run = new ToolRun
        {
            Engine = new FakeEngine
            {
                Run = (reporter, _) =>
                {
                    reporter.Progress(Samples.Progress);
                    reporter.Report(Samples.Warning);
                    return Samples.Report;
                },
            },
        };

        (await run.InvokeAsync(Line)).Should().Be(ExitCode.Ok);
        run.Output.Should().Be(ResultTable.Render(Samples.Report));
        run.Error.Should().Contain("encoding").And.Contain($"warning {Samples.Warning.Code}");
    }

    [Fact]
    public async Task The_JSON_document_is_alone_on_standard_output_and_holds_the_notices_too()
    {
        var run = new ToolRun { Engine = new FakeEngine { Run = (_, _) => Samples.Report with { ExitCode = ExitCode.Findings } } };

        (await run.InvokeAsync([.. Line, "--output", "json", "--overwrite"])).Should().Be(ExitCode.Findings);
        var document = JsonDocument.Parse(run.Output).RootElement;
        document.GetProperty("exit_code").GetInt32().Should().Be(1);
        document.GetProperty("results").GetArrayLength().Should().Be(Samples.Report.Rows.Count);
        document.GetProperty("diagnostics")[0].GetProperty("code").GetString().Should().Be("MTEB5010");
    }

    [Fact]
    public async Task A_dry_run_shows_the_plan()
    {
        var text = new ToolRun { Engine = new FakeEngine { Plan = Samples.Plan } };
        var json = new ToolRun { Engine = new FakeEngine { Plan = Samples.Plan } };

        await text.InvokeAsync([.. Line, "--dry-run"]);
        await json.InvokeAsync([.. Line, "--dry-run", "--output", "json"]);

        text.Output.Should().Be(DryRunView.Render(Samples.Plan));
        JsonDocument.Parse(json.Output).RootElement.GetProperty("schema").GetString().Should().Be(ReportJson.PlanSchema);
    }

    [Theory]
    [InlineData("0", false, false)]
    [InlineData("1", true, false)]
    [InlineData("2", true, true)]
    [InlineData("3", true, true)]
    public async Task Verbosity_has_the_meaning_of_mteb(string verbosity, bool warnings, bool suggestionsAndProgress)
    {
        var run = new ToolRun
        {
            Engine = new FakeEngine
            {
                Run = (reporter, _) =>
                {
                    reporter.Progress(Samples.Progress);
                    reporter.Report(OptionCodes.FolderMissing.Here("An error.", ""));
                    reporter.Report(Samples.Warning);
                    reporter.Report(OptionCodes.OldOption.Here("A suggestion.", ""));
                    return Samples.Report;
                },
            },
        };

        await run.InvokeAsync([.. Line, "-v", verbosity]);

        run.Error.Contains("An error.", StringComparison.Ordinal).Should().BeTrue();
        run.Error.Contains("is strange.", StringComparison.Ordinal).Should().Be(warnings);
        run.Error.Contains("A suggestion.", StringComparison.Ordinal).Should().Be(suggestionsAndProgress);
        run.Error.Contains("encoding", StringComparison.Ordinal).Should().Be(suggestionsAndProgress);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cancelled_run_ends_with_130_and_shows_what_was_finished(bool throws)
    {
        var run = new ToolRun
        {
            Engine = new FakeEngine { Run = (_, token) => throws ? throw new OperationCanceledException(token) : Samples.Report },
        };
        await run.Cancellation.CancelAsync();

        (await run.InvokeAsync(Line)).Should().Be(ExitCode.Cancelled);
        run.Error.Should().EndWith(MtebCommandLine.CancelledMessage);
        run.Output.Should().Be(throws ? "" : ResultTable.Render(Samples.Report));
    }

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_an_internal_error()
    {
        var run = new ToolRun { Engine = new FakeEngine { Run = (_, _) => throw new OperationCanceledException() } };

        (await run.InvokeAsync(Line)).Should().Be(ExitCode.Internal);
    }

    [Fact]
    public async Task An_unexpected_exception_is_one_coded_line_and_70()
    {
        var run = new ToolRun { Engine = Failing() };

        (await run.InvokeAsync(Line)).Should().Be(ExitCode.Internal);
        run.Error.Should().Be(
            "mteb: error MTEB9001: The program failed with InvalidOperationException: It broke. Badly. (add '--verbosity 3' or set MTEB_DEBUG=1 for the stack)\n");
        run.Output.Should().BeEmpty();
    }

    [Theory]
    [InlineData("--verbosity", "3")]
    [InlineData("--verbosity=3")]
    [InlineData("-v3")]
    public async Task The_stack_is_shown_to_whoever_asks_by_option(params string[] options)
    {
        var run = new ToolRun { Engine = Failing() };

        await run.InvokeAsync([.. Line, .. options]);

        run.Error.Should().Contain("   at Mteb.Tool.");
    }

    [Fact]
    public async Task The_stack_is_shown_to_whoever_asks_by_variable()
    {
        var run = new ToolRun { Engine = Failing() };
        run.Variables["MTEB_DEBUG"] = "1";

        await run.InvokeAsync(Line);

        run.Error.Should().Contain("   at Mteb.Tool.");
    }

    [Fact]
    public async Task A_closed_standard_output_is_a_coded_error_and_3()
    {
        var run = new ToolRun { OutputIsClosed = true, Engine = new FakeEngine { Run = (_, _) => Samples.Report } };

        (await run.InvokeAsync(Line)).Should().Be(ExitCode.Input);
        run.Error.Should().StartWith("mteb: error MTEB5016: Standard output does not take the result: The pipe is closed.\n");
    }

    private static FakeEngine Failing() => new() { Run = (_, _) => throw new InvalidOperationException("It broke.\nBadly.") };
}
