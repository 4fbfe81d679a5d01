namespace Mteb.Packages.Tests;

/// <summary>What is evaluated again, and what is not: digests decide, not times.</summary>
[Collection(PackageCollection.Name)]
public sealed class FreshnessTests(PackageFeed feed)
{
    [Fact]
    public async Task A_clone_evaluates_only_what_has_changed_since()
    {
        using var project = new ModelProject(feed);
        await Git.RunAsync(project.Folder, "init", "--quiet");
        project.Write("Directory.Build.props", "<Project><PropertyGroup><MtebModelName>my-org/my-model</MtebModelName></PropertyGroup></Project>\n");
        project.Write(".gitignore", "obj/\nbin/\n");
        await CommitAsync(project);
        await project.BuildAsync();
        await CommitAsync(project);
        await Git.RunAsync(project.Folder, "clone", "--quiet", ".", "../clone");
        var clone = project.Beside("clone");
        var made = clone.Times();

        var first = await clone.BuildAsync();
        var untouched = await Git.RunAsync(clone.Folder, "status", "--porcelain");
        var question = await clone.BuildAsync("-question", "--no-restore");
        File.AppendAllText(clone.At("data/QuickstartSTS/test.jsonl"), "{\"sentence1\": \"One more pair.\", \"sentence2\": \"Another pair.\", \"score\": 3}\n");
        var data = await clone.BuildAsync("--no-restore");
        var afterData = clone.Times();
        File.AppendAllText(clone.At("config.json"), "\n");
        var model = await clone.BuildAsync("--no-restore");

        first.ExitCode.Should().Be(0, first.ToString());
        made.Should().HaveCount(2);
        untouched.Output.Should().BeEmpty("the results hold although the commit is another than that of their revision");
        question.ExitCode.Should().Be(0, question.ToString());
        data.ExitCode.Should().Be(0, data.ToString());
        afterData["QuickstartClassification"].Should().Be(made["QuickstartClassification"]);
        afterData["QuickstartSTS"].Should().BeAfter(made["QuickstartSTS"]);
        model.ExitCode.Should().Be(0, model.ToString());
        Directory.GetFiles(clone.At("results"), "Quickstart*.json", SearchOption.AllDirectories).Should().HaveCount(4, "another model has another revision");
    }

    [Fact]
    public async Task Without_its_data_a_task_keeps_the_result_that_was_made_with_the_model_as_it_is()
    {
        using var project = new ModelProject(feed, "<MtebTask Include=\"STSBenchmark\" />");
        project.Write("Directory.Build.props", "<Project><PropertyGroup><MtebModelName>my-org/my-model</MtebModelName></PropertyGroup></Project>\n");
        Directory.CreateDirectory(project.At("data/STSBenchmark"));
        File.Copy(project.At("data/QuickstartSTS/test.jsonl"), project.At("data/STSBenchmark/test.jsonl"));
        var evaluated = await project.BuildAsync();
        var clone = project.Twin("clone");
        Directory.Delete(clone.At("data"), recursive: true);

        var kept = await clone.BuildAsync("-v:detailed");
        var question = await clone.BuildAsync("-question", "--no-restore");
        File.AppendAllText(clone.At("config.json"), "\n");
        var needed = await clone.BuildAsync("--no-restore");

        evaluated.ExitCode.Should().Be(0, evaluated.ToString());
        kept.ExitCode.Should().Be(0, kept.ToString());
        kept.Output.Should().Contain("MTEB3273").And.Contain("my model ä -> ");
        question.ExitCode.Should().Be(0, question.ToString());
        needed.ExitCode.Should().Be(1, needed.ToString());
        needed.Output.Should().MatchRegex("error MTEB31[0-9]{2}", "data are missing");
    }

    [Fact]
    public async Task A_result_that_was_taken_away_is_made_again_and_no_other()
    {
        using var project = new ModelProject(feed);
        await project.BuildAsync();
        var made = project.Times();
        var taken = Directory.GetFiles(project.At("results"), "QuickstartSTS.json", SearchOption.AllDirectories).Single();
        File.Delete(taken);

        var again = await project.BuildAsync("--no-restore");
        var after = project.Times();
        var question = await project.BuildAsync("-question", "--no-restore");
        File.Delete(taken);
        project.Write("");
        var unwanted = await project.BuildAsync("--no-restore");

        again.ExitCode.Should().Be(0, again.ToString());
        after["QuickstartSTS"].Should().BeAfter(made["QuickstartSTS"]);
        after["QuickstartClassification"].Should().Be(made["QuickstartClassification"]);
        question.ExitCode.Should().Be(0, question.ToString());
        unwanted.ExitCode.Should().Be(0, unwanted.ToString());
        File.Exists(taken).Should().BeFalse();
    }

    [Fact]
    public async Task Warnings_of_evaluations_come_again_until_their_tasks_are_evaluated_again()
    {
        // The data are not those that mteb describes.
        using var project = new ModelProject(feed, "<MtebTask Include=\"QuickstartSTS;STSBenchmark\" />");
        Directory.CreateDirectory(project.At("data/STSBenchmark"));
        File.Copy(project.At("data/QuickstartSTS/test.jsonl"), project.At("data/STSBenchmark/test.jsonl"));

        var first = await project.BuildAsync();
        var second = await project.BuildAsync("--no-restore");
        var made = project.Times();
        File.AppendAllText(project.At("data/QuickstartSTS/test.jsonl"), "{\"sentence1\": \"One more pair.\", \"sentence2\": \"Another pair.\", \"score\": 3}\n");
        var other = await project.BuildAsync("--no-restore");
        var after = project.Times();
        File.AppendAllText(project.At("data/STSBenchmark/test.jsonl"), "{\"sentence1\": \"One more pair.\", \"sentence2\": \"Another pair.\", \"score\": 3}\n");
        var again = await project.BuildAsync("--no-restore");

        after["QuickstartSTS"].Should().BeAfter(made["QuickstartSTS"], "the other task was evaluated again");
        foreach (var built in new[] { first, second, other, again })
        {
            built.ExitCode.Should().Be(0, built.ToString());
            built.Output.Split("warning MTEB3170").Should().HaveCount(3, "it is shown where it is found, and once in the summary: {0}", built);
        }
    }

    private static async Task CommitAsync(ModelProject project)
    {
        await Git.RunAsync(project.Folder, "add", "--all");
        await Git.RunAsync(project.Folder, "commit", "--quiet", "-m", "state");
    }
}
