using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests.Commands;

public sealed class MigrateVerbTests
{
    private const string Old = """{"mteb_version": "1.0.2", "mteb_dataset_name": "STS12", "dataset_revision": "abc", "test": {"cos_sim": {"spearman": 0.123456789}, "evaluation_time": 2.5}}""";
    private const string Current = """{"dataset_revision": "r", "task_name": "STS13", "mteb_version": "2.0.0", "scores": {}, "evaluation_time": 1.5, "note": 1}""";
    private const string Unknown = """{"mteb_dataset_name": "Nope", "test": {}}""";

    [Theory]
    [InlineData("report")]
    [InlineData("json", "--output", "json")]
    [InlineData("diff", "--diff")]
    [InlineData("as-mteb", "--as-mteb", "--diff")]
    public async Task What_would_be_converted_is_said_and_nothing_written(string name, params string[] options)
    {
        foreach (var culture in new[] { "tr-TR", "de-DE" })
        {
            using var _ = new InCulture(culture);
            using var sandbox = Folder();
            var run = new ToolRun { CurrentDirectory = sandbox.Root };

            (await run.InvokeAsync(["migrate", "results", .. options])).Should().Be(ExitCode.Findings);

            Approved.Verify($"--- standard output\n{run.Output}--- standard error\n{run.Error}", $"migrate-{name}.txt");
            File.ReadAllText(sandbox.At("results/m/r/STS12.json")).Should().Be(Old);
        }
    }

    [Fact]
    public async Task In_place_only_what_changes_is_written()
    {
        using var sandbox = Folder();
        File.SetLastWriteTimeUtc(sandbox.At("results/m/r/STS13.json"), DateTime.UnixEpoch);

        (await Run(sandbox, "migrate", "results", "--in-place")).Should().Be(ExitCode.Findings);

        File.ReadAllText(sandbox.At("results/m/r/STS12.json")).Should().StartWith("{\n  \"dataset_revision\": \"abc\",\n");
        File.GetLastWriteTimeUtc(sandbox.At("results/m/r/STS13.json")).Should().Be(DateTime.UnixEpoch);
        File.ReadAllText(sandbox.At("results/m/r/Nope.json")).Should().Be(Unknown);
        File.ReadAllText(sandbox.At("results/m/r/model_meta.json")).Should().Be("{}");
    }

    [Fact]
    public async Task An_output_folder_gets_every_result_at_its_place()
    {
        using var sandbox = Folder();

        (await Run(sandbox, "migrate", "results", "--output-folder", "out")).Should().Be(ExitCode.Findings);

        Directory.EnumerateFiles(sandbox.At("out"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(sandbox.At("out"), file).Replace('\\', '/')).Order(StringComparer.Ordinal)
            .Should().Equal("m/r/STS12.json", "m/r/STS13.json");
        File.ReadAllText(sandbox.At("out/m/r/STS13.json")).Should().Be(Current);
        (await Run(sandbox, "migrate", "out")).Should().Be(ExitCode.Ok);
    }

    [Fact]
    public async Task What_cannot_be_done_is_said()
    {
        using var sandbox = Folder();
        sandbox.Write("other/STS12.json", Current);
        sandbox.Write("empty/readme.txt", "");
        var text = "";
        foreach (var line in new string[][]
        {
            ["migrate"],
            ["migrate", "nothing", "empty"],
            ["migrate", "results", "--in-place", "--output-folder", "out"],
            ["migrate", "results", "--diff", "--output", "json"],
            ["migrate", "results/m/r/STS12.json", "other/STS12.json", "--output-folder", "out"],
        })
        {
            var run = new ToolRun { CurrentDirectory = sandbox.Root };
            var code = await run.InvokeAsync(line);
            text += $"$ mteb {string.Join(' ', line)}\n{run.Output}{run.Error}exit code {(int)code}\n\n";
        }

        Approved.Verify(text, "migrate-errors.txt");
        Directory.Exists(sandbox.At("out")).Should().BeFalse();
    }

    private static Sandbox Folder()
    {
        var sandbox = new Sandbox("migrate");
        sandbox.Write("results/m/r/STS12.json", Old);
        sandbox.Write("results/m/r/STS13.json", Current);
        sandbox.Write("results/m/r/Nope.json", Unknown);
        sandbox.Write("results/m/r/model_meta.json", "{}");
        return sandbox;
    }

    private static async Task<ExitCode> Run(Sandbox sandbox, params string[] line) => await new ToolRun { CurrentDirectory = sandbox.Root }.InvokeAsync(line);
}
