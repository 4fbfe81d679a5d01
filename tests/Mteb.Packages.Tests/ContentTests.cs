namespace Mteb.Packages.Tests;

/// <summary>What lies in the packages, and that the tool can be installed from them.</summary>
[Collection(PackageCollection.Name)]
public sealed class ContentTests(PackageFeed feed)
{
    [Fact]
    public void The_SDK_holds_its_tasks_and_no_native_library()
    {
        var content = feed.Content("Mteb.Sdk");

        content.Should().Contain(["Sdk/Sdk.props", "Sdk/Sdk.targets", "build/Mteb.Sdk.props", "build/Mteb.Sdk.targets", "build/Mteb.Sdk.Version.props", "buildMultiTargeting/Mteb.Sdk.targets", "README.md", "tasks/net10.0/Mteb.Sdk.Tasks.dll", "tasks/net10.0/Mteb.Sdk.Tasks.deps.json", "tasks/net10.0/Mteb.Evaluation.dll"]);
        content.Should().NotContain(path => path.Contains("/native/") || path.Contains("Microsoft.Build") || path.StartsWith("lib/"));
    }

    [Fact]
    public void The_runtime_package_holds_the_native_libraries_and_nothing_else()
    {
        var content = feed.Content("Mteb.Runtime.linux-x64");

        content.Where(path => path.StartsWith("runtimes/", StringComparison.Ordinal)).Should().BeEquivalentTo("runtimes/linux-x64/native/libonnxruntime.so", "runtimes/linux-x64/native/libduckdb.so");
        content.Should().NotContain(path => path.StartsWith("lib/"));
    }

    [Fact]
    public void The_tool_is_a_pointer_and_a_package_for_each_platform()
    {
        feed.Content("mteb").Should().Contain(path => path.EndsWith("DotnetToolSettings.xml")).And.NotContain(path => path.EndsWith(".dll"));
        feed.Content("mteb.linux-x64").Should().Contain(path => path.EndsWith("libonnxruntime.so")).And.Contain(path => path.EndsWith("libduckdb.so")).And.Contain(path => path.EndsWith("/mteb"));
        feed.Content("mteb.any").Should().Contain(path => path.EndsWith("mteb.dll"));
    }

    [Fact]
    public async Task The_tool_installs_from_a_folder_and_evaluates_a_model()
    {
        using var sandbox = new Sandbox("tool");
        sandbox.Copy(Repository.At("samples/quickstart"), "model");
        var installed = await feed.DotnetAsync(sandbox.Root, "tool", "install", "mteb", "--tool-path", sandbox.At("tools"), "--version", feed.Version, "--source", feed.Folder);
        installed.ExitCode.Should().Be(0, installed.ToString());

        var help = await Command.RunAsync(sandbox.At("tools/mteb"), ["--help"], sandbox.Root, feed.Environment);
        var run = await Command.RunAsync(sandbox.At("tools/mteb"), ["run", "-m", "model", "-t", "QuickstartSTS", "--output-folder", "out"], sandbox.Root, feed.Environment);

        help.Output.Should().Contain("mteb run");
        run.ExitCode.Should().Be(0, run.ToString());
        run.Output.Should().Contain("cosine_spearman");
    }
}
