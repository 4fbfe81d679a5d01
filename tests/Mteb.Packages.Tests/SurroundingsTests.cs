using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.Versioning;
using System.Text;

namespace Mteb.Packages.Tests;

/// <summary>Builds in surroundings that are not as one would wish.</summary>
[Collection(PackageCollection.Name)]
public sealed class SurroundingsTests(PackageFeed feed)
{
    [Fact]
    public async Task No_secret_of_the_environment_comes_into_a_binary_log()
    {
        string[] names = ["HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "MTEB_ENDPOINT_KEY"];
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS\" />");
        var secrets = names.ToDictionary(name => name, name => (string?)$"secret-of-{name.ToLowerInvariant()}");

        var built = await project.BuildWithAsync(secrets, "-bl:build.binlog", "-v", "diagnostic");

        built.ExitCode.Should().Be(0, built.ToString());
        using var log = new GZipStream(File.OpenRead(project.At("build.binlog")), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await log.CopyToAsync(bytes);
        var text = Encoding.Latin1.GetString(bytes.ToArray());
        text.Should().Contain("EvaluateMtebModel", "the log was read");
        text.Should().NotContain("secret-of-");
        built.Output.Should().NotContain("secret-of-");
    }

    [Fact]
    public async Task Warnings_are_errors_where_that_is_asked_for_in_the_next_build_too()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS\" />");
        File.WriteAllText(project.At("README.md"), "# A model without front matter\n");

        var first = await project.BuildAsync("-p:MSBuildTreatWarningsAsErrors=true");
        var second = await project.BuildAsync("-p:MSBuildTreatWarningsAsErrors=true");
        var relaxed = await project.BuildAsync("-p:NoWarn=MTEB2001");

        first.ExitCode.Should().Be(1, first.ToString());
        project.Findings(first).Should().Contain("error MTEB2").And.NotContain("warning MTEB2");
        second.ExitCode.Should().Be(1, second.ToString());
        project.Findings(second).Should().Be(project.Findings(first));
        relaxed.ExitCode.Should().Be(0, relaxed.ToString());
    }

    [Fact]
    public async Task A_warning_that_is_shown_again_has_its_place_and_its_text_whole()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS\" />");
        File.WriteAllText(project.At("README.md"), "---\npipeline_tag: \"mine; with a semicolon\"\n---\n# A model\n");

        var first = await project.BuildAsync();
        var second = await project.BuildAsync();

        var warned = Warnings(project.Findings(first));
        warned.Should().Contain(line => line.StartsWith("$MODEL/README.md(2,", StringComparison.Ordinal) && line.Contains("mine; with a semicolon", StringComparison.Ordinal));
        Warnings(project.Findings(second)).Should().Equal(warned);
    }

    [LinuxFact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_checkout_that_cannot_be_written_is_checked_and_a_needed_evaluation_is_one_error()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS\" />");
        using var outside = new Sandbox("outputs");
        await project.BuildAsync();

        Transcript kept, needed;
        using (new ReadOnlyFolder(project.Folder))
        {
            kept = await ReadOnlyFolder.DotnetAsync(feed, outside.Root, "build", project.Path, "--tl:off", "--artifacts-path", outside.At("kept"));
            needed = await ReadOnlyFolder.DotnetAsync(feed, outside.Root, "build", project.Path, "--tl:off", "--artifacts-path", outside.At("needed"), "-p:MtebModelRevision=other");
        }

        kept.ExitCode.Should().Be(0, kept.ToString());
        needed.ExitCode.Should().Be(1, needed.ToString());
        project.Findings(needed).Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).Should().ContainSingle().Which.Should().Contain("MTEB3264");
    }

    [LinuxFact]
    public async Task A_native_library_that_crashes_is_explained_and_the_build_goes_on()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS\" />");
        using var natives = new Sandbox("natives");
        natives.Write("crash.c", "#include <stdlib.h>\nvoid *OrtGetApiBase(void) { abort(); }\n");
        var compiled = await Command.RunAsync("cc", ["-shared", "-fPIC", "-o", "libonnxruntime.so", "crash.c"], natives.Root);
        compiled.ExitCode.Should().Be(0, compiled.ToString());

        var built = await project.BuildAsync($"-p:MtebNativePath={natives.Root}");

        built.ExitCode.Should().Be(1, built.ToString());
        project.Findings(built).Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).Should().ContainSingle().Which.Should().Contain("MTEB5207");
        Approved.Verify(project.Scrub(built.Output).Replace(natives.Root, "$NATIVES", StringComparison.Ordinal), "crash.txt");
    }

    [Fact]
    public async Task Of_builds_at_the_same_time_one_evaluates_and_the_other_waits()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS;QuickstartClassification\" />");
        await feed.DotnetAsync(project.Folder, "restore", project.Path);
        Directory.CreateDirectory(project.At("obj/mteb"));

        // The turn is taken until both builds have come to it.
        var lockFile = project.At("obj/mteb/evaluation.lock");
        List<(Process Build, Task<string> Error)> builds;
        using (new FileStream(lockFile, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
        {
            builds = [Start(project), Start(project)];
            await Task.WhenAll(builds.Select(async started =>
            {
                while (await started.Build.StandardOutput.ReadLineAsync() is { } line && !line.Contains("this one waits", StringComparison.Ordinal))
                {
                }
            }));
            project.Results.Should().BeEmpty();
        }

        foreach (var (build, error) in builds)
        {
            var rest = await build.StandardOutput.ReadToEndAsync();
            await build.WaitForExitAsync();
            build.ExitCode.Should().Be(0, rest + await error);
            build.Dispose();
        }

        project.Results.Keys.Should().BeEquivalentTo("QuickstartSTS", "QuickstartClassification");
    }

    [LinuxFact]
    public async Task A_lock_that_nobody_can_take_is_not_waited_for()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS\" />");
        Directory.CreateDirectory(project.At("obj/mteb"));
        File.CreateSymbolicLink(project.At("obj/mteb/evaluation.lock"), "evaluation.lock");

        var built = await project.BuildAsync();

        built.ExitCode.Should().Be(0, built.ToString());
        built.Output.Should().NotContain("this one waits");
        project.Results.Keys.Should().Equal("QuickstartSTS");
    }

    [LinuxFact]
    public async Task Ctrl_C_stops_an_evaluation_and_the_next_build_completes_it()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS\" />");
        var test = project.At("data/QuickstartSTS/test.jsonl");
        var rows = File.ReadAllText(test);
        File.WriteAllLines(test, Enumerable.Range(0, 400_000).Select(number => $"{{\"sentence1\": \"Sentence number {number}\", \"sentence2\": \"The {number}th sentence\", \"score\": {number % 5}}}"));
        await feed.DotnetAsync(project.Folder, "restore", project.Path);

        // What a script runs in the background ignores SIGINT, and so does what that starts, unless it is told otherwise.
        var start = feed.Start(project.Folder, "--default-signal=INT", "dotnet", "build", project.Path, "--tl:off", "--no-restore");
        start.FileName = "env";
        using var build = Process.Start(start)!;
        var output = build.StandardOutput.ReadToEndAsync();
        while (!Directory.Exists(project.At("results")) && !build.HasExited)
        {
            await Task.Delay(50);
        }

        await Command.RunAsync("kill", ["-INT", $"{build.Id}"], project.Folder);
        await build.WaitForExitAsync();
        var stopped = project.Results;
        File.WriteAllText(test, rows);
        var again = await project.BuildAsync();

        build.ExitCode.Should().NotBe(0, await output);
        (await output).Should().Contain("Evaluation was stopped").And.NotContain(": error ");
        stopped.Should().BeEmpty();
        Directory.GetFiles(project.At("results"), "*.tmp", SearchOption.AllDirectories).Should().BeEmpty();
        again.ExitCode.Should().Be(0, again.ToString());
        project.Results.Keys.Should().Equal("QuickstartSTS");
    }

    // Without the end of the range and the blank before the colon, in which MSBuild's own task for warnings differs.
    private static IEnumerable<string> Warnings(string findings) =>
        findings.Split('\n').Where(line => line.Contains("warning MTEB2", StringComparison.Ordinal)).Select(line => line.Replace(" : ", ": ", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private (Process Build, Task<string> Error) Start(ModelProject project)
    {
        var build = Process.Start(feed.Start(project.Folder, "build", project.Path, "--tl:off", "--no-restore"))!;
        return (build, build.StandardError.ReadToEndAsync());
    }
}
