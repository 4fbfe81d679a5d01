using System.Text.Json;

namespace Mteb.Packages.Tests;

/// <summary>The packed SDK, as a stranger meets it.</summary>
[Collection(PackageCollection.Name)]
public sealed class SdkTests(PackageFeed feed)
{
    [Fact]
    public async Task A_build_evaluates_the_model_and_the_next_one_does_nothing()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS;QuickstartClassification\" />\n    <MtebGate Include=\"QuickstartSTS\" Minimum=\"0.7\" />");

        var first = await project.BuildAsync();
        var times = project.Times();
        var second = await project.BuildAsync("-v", "normal");
        var question = await project.BuildAsync("-question");

        first.ExitCode.Should().Be(0, first.ToString());
        first.Output.Should().Contain(" -> " + project.At("results"));
        times.Keys.Should().BeEquivalentTo("QuickstartSTS", "QuickstartClassification");
        second.ExitCode.Should().Be(0, second.ToString());
        second.Output.Should().NotContain("Mteb.Sdk.Tasks.dll", "a build with nothing to do runs no task of ours");
        project.Findings(second).Should().Be(project.Findings(first), "warnings are shown again");
        project.Times().Should().Equal(times);
        question.ExitCode.Should().Be(0, question.ToString());
    }

    [Fact]
    public async Task Results_come_back_as_items()
    {
        using var project = new ModelProject(feed);
        await project.BuildAsync();

        var asked = await feed.DotnetAsync(project.Folder, "build", project.Path, "-getTargetResult:MtebEvaluate");

        var items = JsonDocument.Parse(asked.Output).RootElement.GetProperty("TargetResults").GetProperty("MtebEvaluate").GetProperty("Items");
        items.EnumerateArray().Select(item => (item.GetProperty("Task").GetString(), item.GetProperty("Metric").GetString())).Should().Equal(
            ("QuickstartClassification", "accuracy"), ("QuickstartSTS", "cosine_spearman"));
        items.EnumerateArray().Should().OnlyContain(item => item.GetProperty("MainScore").GetString()!.StartsWith("0.") && File.Exists(item.GetProperty("FullPath").GetString()));
    }

    [Fact]
    public async Task Clean_and_build_evaluates_nothing_and_keeps_results()
    {
        using var project = new ModelProject(feed);
        await project.BuildAsync();
        var times = project.Times();

        var clean = await feed.DotnetAsync(project.Folder, "clean", project.Path, "--tl:off");
        var left = Directory.GetFiles(project.At("obj/mteb"), "*", SearchOption.AllDirectories);
        var again = await project.BuildAsync();

        left.Should().BeEmpty("builds know nothing any more");
        (clean.ExitCode, again.ExitCode).Should().Be((0, 0), again.ToString());
        project.Times().Should().Equal(times);
    }

    [Fact]
    public async Task Only_the_task_that_was_added_is_evaluated()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS\" />");
        await project.BuildAsync();
        var before = project.Times()["QuickstartSTS"];

        project.Write("<MtebTask Include=\"QuickstartSTS;QuickstartClassification\" />");
        var added = await project.BuildAsync();

        added.ExitCode.Should().Be(0, added.ToString());
        project.Times().Should().ContainKey("QuickstartClassification");
        project.Times()["QuickstartSTS"].Should().Be(before);
    }

    [Fact]
    public async Task A_gate_that_is_not_met_fails_the_build_at_its_line()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS\" />\n    <MtebGate Include=\"QuickstartSTS\" Minimum=\"0.95\" />");

        var built = await project.BuildAsync();

        built.ExitCode.Should().Be(1, built.ToString());
        Approved.Verify(project.Scrub(built.Output), "gate.txt");
    }

    [Fact]
    public async Task A_result_that_was_damaged_fails_the_build_at_its_place()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS\" />");
        await project.BuildAsync();
        var file = project.Results["QuickstartSTS"];
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"main_score\"", "main_score", StringComparison.Ordinal));

        var built = await project.BuildAsync();

        built.ExitCode.Should().Be(1, built.ToString());
        Approved.Verify(project.Scrub(built.Output), "damaged-result.txt");
    }

    [Fact]
    public async Task A_card_that_was_damaged_fails_the_build_at_its_place()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS\" />");
        File.WriteAllText(project.At("README.md"), "---\nlicense: apache-2.0\ntags: [mteb\nlibrary_name: x\n---\n# A model\n");

        var built = await project.BuildAsync();

        built.ExitCode.Should().Be(1, built.ToString());
        Approved.Verify(project.Scrub(built.Output), "damaged-card.txt");
    }

    [Fact]
    public async Task A_model_without_its_graph_fails_the_build_with_the_remedy()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS\" />");
        File.Delete(project.At("onnx/model.onnx"));

        var built = await project.BuildAsync();

        built.ExitCode.Should().Be(1, built.ToString());
        Approved.Verify(project.Scrub(built.Output), "no-graph.txt");
    }

    [Theory]
    [InlineData("-p:MtebSkip=true")]
    [InlineData("-p:DesignTimeBuild=true")]
    [InlineData("-p:MtebEvaluateOnBuild=false")]
    public async Task What_is_switched_off_evaluates_nothing(string option)
    {
        using var project = new ModelProject(feed);

        var built = await project.BuildAsync(option);

        built.ExitCode.Should().Be(0, built.ToString());
        project.Results.Should().BeEmpty();
    }

    [Fact]
    public async Task A_platform_without_native_libraries_is_told_so()
    {
        using var project = new ModelProject(feed);

        var built = await project.BuildAsync("-p:MtebRuntimeIdentifier=linux-riscv64");

        built.ExitCode.Should().Be(1);
        built.Output.Should().Contain("error MTEB5202: There are no native libraries for linux-riscv64").And.Contain("linux-x64");
    }

    [Fact]
    public async Task The_terminal_logger_shows_a_failed_gate_too()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS\" />\n    <MtebGate Include=\"QuickstartSTS\" Minimum=\"0.95\" />");

        var built = await feed.DotnetAsync(project.Folder, "build", project.Path, "--tl:on");

        built.ExitCode.Should().Be(1);
        built.Output.Should().Contain("MTEB3300").And.Contain("below the minimum 0.95");
    }

    [Fact]
    public async Task Publish_does_not_evaluate_again()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS\" />");
        await project.BuildAsync();
        var times = project.Times();

        var published = await feed.DotnetAsync(project.Folder, "publish", project.Path, "--tl:off");

        published.ExitCode.Should().Be(0, published.ToString());
        project.Times().Should().Equal(times);
    }

    [Fact]
    public async Task What_would_be_published_is_listed_and_not_sent()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS\" />");

        var planned = await project.BuildAsync("-t:MtebPublish", "-p:MtebModelName=my-org/my-model");

        planned.ExitCode.Should().Be(0, planned.ToString());
        Approved.Verify(project.Scrub(planned.Output), "publish.txt");
    }

    [Fact]
    public async Task A_card_is_brought_up_to_date_when_that_is_asked_for()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS\" />");
        await project.BuildAsync();
        var before = File.ReadAllText(project.At("README.md"));

        var updated = await project.BuildAsync("-p:MtebUpdateCardOnBuild=true");

        updated.ExitCode.Should().Be(0, updated.ToString());
        File.ReadAllText(project.At("README.md")).Should().NotBe(before).And.Contain("QuickstartSTS");
    }

    [Fact]
    public async Task A_folder_for_evaluation_results_gets_one_of_every_task_of_the_catalogue()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS\" />");
        await project.BuildAsync();
        File.WriteAllText(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(project.Results["QuickstartSTS"])!, "STSBenchmark.json"), """
            {
              "dataset_revision": "b0fddb56ed78048fa8b90373c8a3cfc37b684831", "task_name": "STSBenchmark", "mteb_version": "2.26.24",
              "scores": {"test": [{"cosine_spearman": 0.8, "main_score": 0.8, "hf_subset": "default", "languages": ["eng-Latn"]}]},
              "evaluation_time": 1.5, "kg_co2_emissions": null
            }
            """);
        Directory.CreateDirectory(project.At(".eval_results"));

        var updated = await project.BuildAsync("-p:MtebUpdateCardOnBuild=true");

        updated.ExitCode.Should().Be(0, updated.ToString());
        Directory.GetFiles(project.At(".eval_results")).Should().Equal(project.At(".eval_results/STSBenchmark.yaml"));
        File.ReadAllText(project.At(".eval_results/STSBenchmark.yaml")).Should().Contain("task_id: STSBenchmark").And.Contain("value: 80.0");
    }

    [Fact]
    public async Task A_tool_of_another_version_beside_the_project_is_pointed_out()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS\" />");
        Directory.CreateDirectory(project.At(".config"));
        const string Manifest = """{"version": 1, "isRoot": true, "tools": {"mteb": {"version": "0.0.1", "commands": ["mteb"]}}}""";
        project.Write(".config/dotnet-tools.json", Manifest);
        var other = await project.BuildAsync("-p:MtebEvaluateOnBuild=false");
        project.Write(".config/dotnet-tools.json", Manifest.Replace("0.0.1", feed.Version, StringComparison.Ordinal));
        var same = await project.BuildAsync("-p:MtebEvaluateOnBuild=false");

        project.Findings(other).Should().Contain("dotnet-tools.json : warning MTEB5209: The tool mteb 0.0.1 stands here, and the project uses Mteb.Sdk $VERSION");
        same.Output.Should().NotContain("MTEB5209");
    }

    [Fact]
    public async Task The_way_back_to_the_last_release_is_listed_and_not_taken()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS\" />");
        await feed.DotnetAsync(project.Folder, "restore", project.Path);
        var without = await RollbackAsync(project);
        await Git.RunAsync(project.Folder, "init", "--quiet");
        await Git.RunAsync(project.Folder, "add", "--all");
        await Git.RunAsync(project.Folder, "commit", "--quiet", "-m", "First");
        await Git.RunAsync(project.Folder, "tag", "v1.0");
        var same = await RollbackAsync(project, "-p:MtebRollbackTo=v1.0");
        project.Write("README.md", "changed\n");
        project.Write("notes.txt", "new\n");
        File.Delete(project.At("special_tokens_map.json"));
        await Git.RunAsync(project.Folder, "add", "--all");
        await Git.RunAsync(project.Folder, "commit", "--quiet", "-m", "Second");

        var planned = await RollbackAsync(project);
        var unknown = await RollbackAsync(project, "-p:MtebRollbackTo=v9");

        planned.ExitCode.Should().Be(0, planned.ToString());
        Approved.Verify(string.Concat(new[] { planned, without, same, unknown }.Select(built => project.Scrub(built.Output))), "rollback.txt");
        File.ReadAllText(project.At("README.md")).Should().Be("changed\n");
    }

    private static Task<Transcript> RollbackAsync(ModelProject project, params string[] options) =>
        project.BuildAsync(["--no-restore", "-t:MtebRollback", .. options]);
}
