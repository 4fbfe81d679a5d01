using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests.Commands;

public sealed class SchemaVerbTests
{
    [Fact]
    public async Task A_schema_is_printed_as_its_file_is()
    {
        var run = new ToolRun();
        (await run.InvokeAsync("schema", "task-result")).Should().Be(ExitCode.Ok);
        run.Output.Should().Be(File.ReadAllText(Repository.At("src/Mteb.Schemas/schemas/task-result.v1.schema.json")).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Names_are_listed_and_wrong_ones_answered() => Approved.Verify(
        await ToolRun.TranscriptAsync("schema") + "\n" + await ToolRun.TranscriptAsync("schema", "task-results") + "\n" + await ToolRun.TranscriptAsync("schema", "task", "card"), "schema.txt");
}
