using Mteb.Schemas.Diagnostics;
using Mteb.Tool.Output;
using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests.Commands;

/// <summary>Help pages of diagnostic codes.</summary>
public sealed class ExplainTests
{
    [Fact]
    public async Task Every_code_has_a_help_page_that_the_tool_carries()
    {
        foreach (var descriptor in DiagnosticLedger.All)
        {
            var run = new ToolRun();

            (await run.InvokeAsync("explain", descriptor.Code)).Should().Be(ExitCode.Ok);
            run.Output.Should().StartWith($"# {descriptor.Code}: {descriptor.Title}\n\nSeverity: {DiagnosticView.Word(descriptor.Severity)}\n")
                .And.Contain("## What it means").And.Contain("## How to mend it");
        }
    }

    [Fact]
    public void Every_help_page_belongs_to_a_code() =>
        Directory.EnumerateFiles(Repository.At("docs/diagnostics"), "MTEB*.md")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Should().OnlyContain(code => DiagnosticLedger.Find(code) != null);

    [Theory]
    [InlineData("mteb5002")]
    [InlineData("5002")]
    public async Task A_code_may_be_written_shortly(string code)
    {
        var run = new ToolRun();

        await run.InvokeAsync("explain", code);

        run.Output.Should().StartWith("# MTEB5002:");
    }

    [Fact]
    public async Task Without_a_code_all_are_listed()
    {
        var run = new ToolRun();

        await run.InvokeAsync("explain");

        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(DiagnosticLedger.All.Count + 2);
    }
}
