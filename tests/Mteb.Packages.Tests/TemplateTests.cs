namespace Mteb.Packages.Tests;

/// <summary>A repository that was made a moment ago.</summary>
[Collection(PackageCollection.Name)]
public sealed class TemplateTests(PackageFeed feed)
{
    [Fact]
    public async Task A_fresh_repository_builds_without_an_edit_and_says_that_a_sample_stands_in()
    {
        using var sandbox = new Sandbox("template");
        sandbox.Write("NuGet.config", feed.NuGetConfig);
        var installed = await feed.DotnetAsync(sandbox.Root, "new", "install", Path.Combine(feed.Folder, $"Mteb.Templates.{feed.Version}.nupkg"), "--debug:custom-hive", sandbox.At("hive"));
        installed.ExitCode.Should().Be(0, installed.ToString());

        var made = await feed.DotnetAsync(sandbox.Root, "new", "mteb-model", "-n", "My.Model", "--model-id", "my-org/my-model", "--no-restore", "--debug:custom-hive", sandbox.At("hive"));
        var built = await feed.DotnetAsync(sandbox.At("My.Model"), "build", "--tl:off");
        var published = await feed.DotnetAsync(sandbox.At("My.Model"), "build", "--tl:off", "--no-restore", "-t:MtebPublish");
        var nameless = await feed.DotnetAsync(sandbox.At("My.Model"), "build", "--tl:off", "--no-restore", "-t:MtebPublish", "-p:MtebModelName=your-org/My.Model");

        made.ExitCode.Should().Be(0, made.ToString());
        Directory.GetFiles(sandbox.At("My.Model"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(sandbox.At("My.Model"), file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal))
            .Should().BeEquivalentTo("My.Model.mtebproj", "README.md", "LICENSE", ".gitattributes", ".gitignore", ".github/workflows/build.yml");
        File.ReadAllText(sandbox.At("My.Model/README.md")).Should().Contain("SentenceTransformer(\"my-org/my-model\")");
        File.ReadAllText(sandbox.At("My.Model/My.Model.mtebproj")).Should().Contain($"Mteb.Sdk/{feed.Version}").And.Contain("<MtebModelName>my-org/my-model</MtebModelName>");
        built.ExitCode.Should().Be(0, built.ToString());
        built.Output.Should().Contain("warning MTEB5204");
        (published.ExitCode, nameless.ExitCode).Should().Be((1, 1));
        published.Output.Should().Contain("error MTEB5206");
        nameless.Output.Should().Contain("error MTEB5205");
        Directory.Exists(sandbox.At("My.Model/results")).Should().BeFalse("scores of the sample count nowhere");
        Directory.GetFiles(sandbox.At("My.Model/obj/mteb/sample"), "Quickstart*.json", SearchOption.AllDirectories).Should().HaveCount(3);
    }

    [Fact]
    public async Task Without_a_name_the_placeholder_is_that_of_the_folder()
    {
        using var sandbox = new Sandbox("template");
        await feed.DotnetAsync(sandbox.Root, "new", "install", Path.Combine(feed.Folder, $"Mteb.Templates.{feed.Version}.nupkg"), "--debug:custom-hive", sandbox.At("hive"));

        var made = await feed.DotnetAsync(sandbox.Root, "new", "mteb-model", "-n", "tiny", "--ci", "false", "--benchmark", "MTEB(eng, v2)", "--no-restore", "--debug:custom-hive", sandbox.At("hive"));

        made.ExitCode.Should().Be(0, made.ToString());
        File.ReadAllText(sandbox.At("tiny/tiny.mtebproj")).Should().Contain("<MtebModelName>your-org/tiny</MtebModelName>").And.Contain("<MtebBenchmark Include=\"MTEB(eng, v2)\" />").And.NotContain("MtebTask");
        Directory.Exists(sandbox.At("tiny/.github")).Should().BeFalse();
    }
}
