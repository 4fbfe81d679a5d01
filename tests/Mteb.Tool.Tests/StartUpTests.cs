namespace Mteb.Tool.Tests;

/// <summary>What the built tool does as a process, and what it loads for that.</summary>
public sealed class StartUpTests
{
    private static readonly string Tool = Path.Combine(AppContext.BaseDirectory, "mteb.dll");

    [Theory]
    [InlineData("version", "--version")]
    [InlineData("help", "--help")]
    public async Task Version_and_help_load_nothing_but_the_tool_itself(string name, string option)
    {
        var (transcript, assemblies) = await RunAsync(option);

        transcript.ExitCode.Should().Be(0, transcript.ToString());
        Approved.Verify(string.Join('\n', assemblies) + "\n", $"assemblies-{name}.txt");
    }

    [Theory]
    [InlineData("run", "--help")]
    [InlineData("run", "-m", "x", "--nothing-like-it")]
    [InlineData("explain")]
    public async Task What_evaluates_nothing_loads_neither_engine_nor_native_code(params string[] line)
    {
        var (_, assemblies) = await RunAsync(line);

        assemblies.Should().Contain("System.CommandLine");
        assemblies.Should().NotContain(["Mteb.Evaluation", "Mteb.OnnxRuntime", "Microsoft.ML.OnnxRuntime", "NJsonSchema", "Newtonsoft.Json", "Spectre.Console", "System.Text.Json"]);
    }

    [Fact]
    public async Task The_process_ends_with_the_exit_code_and_keeps_its_outputs_apart()
    {
        var (transcript, _) = await RunAsync("rnu");

        transcript.ExitCode.Should().Be(2);
        transcript.Output.Should().BeEmpty();
        transcript.Error.Should().StartWith("mteb: error MTEB5001: 'rnu' is not a command.\n");
    }

    private static async Task<(Transcript Transcript, IReadOnlyList<string> Assemblies)> RunAsync(params string[] line)
    {
        using var sandbox = new Sandbox("assemblies");
        var list = sandbox.At("assemblies.txt");
        var own = typeof(StartUpTests).Assembly;
        var transcript = await Command.RunAsync("dotnet", [Tool, .. line], sandbox.Root, new Dictionary<string, string?>
        {
            ["DOTNET_STARTUP_HOOKS"] = own.Location,
            [StartupHook.Variable] = list,
        });
        return (transcript, [.. File.ReadAllLines(list).Where(name => name != own.GetName().Name).Order(StringComparer.Ordinal)]);
    }
}
