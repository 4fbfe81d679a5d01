namespace Mteb.Tool.Tests;

/// <summary>The variable that names another ONNX Runtime, in a process of its own: a process loads one at most.</summary>
public sealed class ChosenRuntimeTests : IDisposable
{
    private static readonly string Tool = Path.Combine(AppContext.BaseDirectory, "mteb.dll");
    private readonly Sandbox _sandbox = new("runtime");

    [Fact]
    public async Task A_folder_without_the_library_is_an_error_and_no_other_place_is_tried()
    {
        Directory.CreateDirectory(_sandbox.At("empty"));

        var run = await RunAsync("empty");

        run.ExitCode.Should().Be(3, run.ToString());
        run.Error.Should().Contain("error MTEB3139").And.Contain(_sandbox.At("empty")).And.NotContain(AppContext.BaseDirectory + "runtimes");
    }

    [Fact]
    public async Task A_file_that_is_no_library_is_an_error_that_names_it()
    {
        foreach (var name in new[] { "libonnxruntime.so", "libonnxruntime.dylib", "onnxruntime.dll" })
        {
            _sandbox.Write($"damaged/{name}", "not a library");
        }

        var run = await RunAsync("damaged");

        run.ExitCode.Should().Be(3, run.ToString());
        run.Error.Should().Contain("error MTEB3139").And.Contain("exists but does not load");
    }

    public void Dispose() => _sandbox.Dispose();

    private Task<Transcript> RunAsync(string folder) => Command.RunAsync(
        "dotnet",
        [Tool, "run", "-m", Repository.At("samples/quickstart"), "-t", "QuickstartSTS", "--data", Repository.At("samples/quickstart/data"), "--output-folder", "out"],
        _sandbox.Root,
        new Dictionary<string, string?> { ["MTEB_ONNXRUNTIME"] = _sandbox.At(folder) });
}
