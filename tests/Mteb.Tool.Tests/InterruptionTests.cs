using System.Diagnostics;
using System.Globalization;
using System.Text;
using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests;

/// <summary>The user stops a run in its middle.</summary>
public sealed class InterruptionTests
{
    private const int ManyRows = 400_000;

    [UnixFact]
    public async Task Finished_work_stays_the_exit_code_is_130_and_the_next_run_goes_on()
    {
        using var sandbox = new Sandbox("interrupted");
        sandbox.Copy(Repository.At("samples/quickstart"), "model");
        WriteLongTask(sandbox);
        string[] line = ["run", "-m", "model", "-t", "QuickstartSTS", "Long", "--output-folder", "out", "--threads", "1"];
        using var process = Start(sandbox.Root, line);
        var error = process.StandardError.ReadToEndAsync();

        var first = await WaitForAsync(sandbox.At("out"), "QuickstartSTS.json", process);

        // SIGTERM goes the way of Ctrl+C, and unlike SIGINT it is not ignored by what a script runs in the background.
        await Command.RunAsync("kill", ["-TERM", $"{process.Id}"], sandbox.Root);
        await process.WaitForExitAsync();

        process.ExitCode.Should().Be(130, await error);
        first.Should().NotBeNull("the first task was finished before");
        (await error).Should().NotContain("   at ").And.EndWith(MtebCommandLine.CancelledMessage);
        var files = Directory.GetFiles(sandbox.At("out"), "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)!).ToList();
        files.Should().BeSubsetOf(["QuickstartSTS.json", "model_meta.json", "run_manifest.json", "run_settings.jsonl"], "nothing half-written is left");

        var again = await ToolProcess.RunAsync(sandbox.Root, "run", "-m", "model", "-t", "QuickstartSTS", "--output-folder", "out", "--overwrite-strategy", "only-cache");
        again.ExitCode.Should().Be(0, again.ToString());
    }

    private static void WriteLongTask(Sandbox sandbox)
    {
        var task = File.ReadAllText(sandbox.At("model/data/QuickstartSTS/task.json")).Replace("QuickstartSTS", "Long", StringComparison.Ordinal);
        sandbox.Write("model/data/Long/task.json", task);
        var rows = new StringBuilder();
        for (var row = 0; row < ManyRows; row++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"{{\"sentence1\": \"tea number {row}\", \"sentence2\": \"cup number {row}\", \"score\": {row % 5}}}\n");
        }

        sandbox.Write("model/data/Long/test.jsonl", rows.ToString());
    }

    private static Process Start(string folder, string[] line)
    {
        var start = new ProcessStartInfo("dotnet", [ToolProcess.Assembly, .. line])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = false,
        };
        return Process.Start(start)!;
    }

    // Ends with null when the process ends without having written the file.
    private static async Task<string?> WaitForAsync(string folder, string name, Process process)
    {
        while (true)
        {
            var found = Directory.Exists(folder) ? Directory.GetFiles(folder, name, SearchOption.AllDirectories).FirstOrDefault() : null;
            if (found is not null || process.HasExited)
            {
                return found;
            }

            await Task.Delay(20);
        }
    }
}

/// <summary>A fact about signals, which Windows does not have.</summary>
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no signals." : null;
}
