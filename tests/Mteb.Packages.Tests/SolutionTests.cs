namespace Mteb.Packages.Tests;

/// <summary>Two models in one solution, built in all the ways that MSBuild has.</summary>
[Collection(PackageCollection.Name)]
public sealed class SolutionTests(PackageFeed feed)
{
    [Fact]
    public async Task Two_models_are_built_side_by_side_by_a_graph_and_by_threads()
    {
        using var first = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS\" />");
        var second = first.Twin("second");
        var root = Path.GetDirectoryName(first.Folder)!;
        await feed.DotnetAsync(root, "new", "sln", "-n", "both");
        var added = await feed.DotnetAsync(root, "sln", "add", first.Path, second.Path);
        added.ExitCode.Should().Be(0, added.ToString());

        var graph = await feed.DotnetAsync(root, "build", "both.slnx", "--tl:off", "-graph", "-m:2");
        var times = (first.Times(), second.Times());
        var question = await feed.DotnetAsync(root, "build", "both.slnx", "--tl:off", "--no-restore", "-question", "-m:2");
        first.Forget();
        second.Forget();
        Directory.Delete(first.At("results"), recursive: true);
        Directory.Delete(second.At("results"), recursive: true);
        var threads = await feed.DotnetAsync(root, "build", "both.slnx", "--tl:off", "--no-restore", "-mt", "-m:2");

        graph.ExitCode.Should().Be(0, graph.ToString());
        times.Item1.Should().ContainKey("QuickstartSTS");
        times.Item2.Should().ContainKey("QuickstartSTS");
        question.ExitCode.Should().Be(0, question.ToString());
        threads.ExitCode.Should().Be(0, threads.ToString());
        first.Times()["QuickstartSTS"].Should().BeAfter(times.Item1["QuickstartSTS"]);
        second.Times()["QuickstartSTS"].Should().BeAfter(times.Item2["QuickstartSTS"]);
    }
}
