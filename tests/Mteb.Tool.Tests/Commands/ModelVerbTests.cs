using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests.Commands;

/// <summary>What <c>mteb model check</c> says of a folder.</summary>
public sealed class ModelVerbTests : IDisposable
{
    private readonly Sandbox _sandbox = new("model-check");

    public ModelVerbTests() => _sandbox.Copy(Repository.At("samples/quickstart"), "model");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task The_whole_examination_is_printed()
    {
        var run = new ToolRun { CurrentDirectory = _sandbox.Root };

        (await run.InvokeAsync("model", "check", "model", "--device", "cpu")).Should().Be(ExitCode.Ok);

        Approved.Verify(run.Output + run.Error, "model-check.txt");
    }

    [Fact]
    public async Task A_locked_model_is_refused_once_a_file_of_it_has_changed()
    {
        var locking = new ToolRun { CurrentDirectory = _sandbox.Root };
        (await locking.InvokeAsync("model", "check", "model", "--lock")).Should().Be(ExitCode.Ok);
        File.AppendAllText(_sandbox.At("model/tokenizer.json"), "\n");

        var checking = new ToolRun { CurrentDirectory = _sandbox.Root };
        (await checking.InvokeAsync("model", "check", "model")).Should().Be(ExitCode.Findings);
        checking.Error.Should().Contain("MTEB3402").And.Contain("changed tokenizer.json");
    }

    [Fact]
    public async Task A_graph_that_is_damaged_is_a_finding_and_no_fault_of_the_program()
    {
        await File.WriteAllTextAsync(_sandbox.At("model/onnx/model.onnx"), "not a graph at all");
        var run = new ToolRun { CurrentDirectory = _sandbox.Root };

        (await run.InvokeAsync("model", "check", "model")).Should().Be(ExitCode.Findings);

        run.Error.Should().Contain("error MTEB3101").And.NotContain("MTEB9001");
    }

    [Theory]
    [InlineData("model")]
    [InlineData("model", "check")]
    [InlineData("model", "check", "a", "b")]
    [InlineData("model", "mend", "a")]
    public async Task Anything_but_one_folder_to_check_is_a_fault_of_usage(params string[] line)
    {
        var run = new ToolRun { CurrentDirectory = _sandbox.Root };

        (await run.InvokeAsync(line)).Should().Be(ExitCode.Usage);

        run.Error.Should().Contain("mteb model --help");
    }
}
