namespace Mteb.Packages.Tests;

/// <summary>A repository that was made a moment ago.</summary>
[Collection(PackageCollection.Name)]
public sealed class TemplateTests(PackageFeed feed) : IAsyncLifetime, IDisposable
{
    private readonly Sandbox _sandbox = new("template");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _sandbox.Write("NuGet.config", feed.NuGetConfig);
        var installed = await DotnetNewAsync("install", Path.Combine(feed.Folder, $"Mteb.Templates.{feed.Version}.nupkg"));
        installed.ExitCode.Should().Be(0, installed.ToString());
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("default")]
    [InlineData("safetensors", "--layout", "safetensors", "--container", "--benchmark", "MTEB(eng, v2)", "--model-id", "my-org/my-model")]
    [InlineData("empty", "--layout", "empty", "--ci", "none")]
    public async Task A_fresh_repository_builds_without_an_edit_and_one_warning_says_that_a_sample_stands_in(string name, params string[] options)
    {
        var made = await DotnetNewAsync(["mteb-model", "-n", "My.Model", .. options, "--no-restore"]);
        var content = Content("My.Model");
        var built = await BuildAsync("My.Model");

        made.ExitCode.Should().Be(0, made.ToString());
        Approved.Verify(content, $"template-{name}.txt");
        built.ExitCode.Should().Be(0, built.ToString());
        built.Output.Should().Contain("1 Warning(s)").And.Contain("warning MTEB5204: There is no model");
    }

    [Fact]
    public async Task Scores_of_the_sample_count_nowhere_and_are_not_published()
    {
        await DotnetNewAsync("mteb-model", "-n", "My.Model", "--model-id", "my-org/my-model", "--no-restore");

        var published = await BuildAsync("My.Model", "-t:MtebPublish");
        var nameless = await BuildAsync("My.Model", "--no-restore", "-t:MtebPublish", "-p:MtebModelName=your-org/My.Model");

        (published.ExitCode, nameless.ExitCode).Should().Be((1, 1));
        published.Output.Should().Contain("error MTEB5206");
        nameless.Output.Should().Contain("error MTEB5205");
        Directory.Exists(_sandbox.At("My.Model/results")).Should().BeFalse("scores of the sample count nowhere");
        Directory.GetFiles(_sandbox.At("My.Model/obj/mteb/sample"), "Quickstart*.json", SearchOption.AllDirectories).Should().HaveCount(3);
    }

    [Fact]
    public async Task Nothing_of_the_sample_is_left_where_a_model_takes_its_place()
    {
        await DotnetNewAsync("mteb-model", "-n", "My.Model", "--model-id", "my-org/my-model", "--no-restore");
        var before = await BuildAsync("My.Model");
        File.Delete(_sandbox.At("My.Model/README.md"));
        _sandbox.Copy(Repository.At("samples/quickstart"), "My.Model");
        var project = _sandbox.At("My.Model/My.Model.mtebproj");
        File.WriteAllText(project, File.ReadAllText(project).Replace("<!-- <MtebTask Include=\"STSBenchmark\" /> -->", "<MtebTask Include=\"QuickstartSTS\" />", StringComparison.Ordinal));
        var after = await BuildAsync("My.Model", "-t:MtebPublish");

        (before.ExitCode, after.ExitCode).Should().Be((0, 0), after.ToString());
        after.Output.Should().Contain("My.Model -> ").And.Contain("(QuickstartSTS: cosine_spearman 0.").And.NotContain("sample").And.NotContain("QuickstartRetrieval");
        Directory.GetFiles(_sandbox.At("My.Model/results"), "Quickstart*.json", SearchOption.AllDirectories).Should().ContainSingle();

        var cleaned = await BuildAsync("My.Model", "-t:Clean");
        cleaned.ExitCode.Should().Be(0, cleaned.ToString());
        Directory.Exists(_sandbox.At("My.Model/obj/mteb/sample")).Should().BeFalse();
    }

    [Fact]
    public async Task What_the_container_copies_is_enough_to_restore_all_that_builds_in_it_need()
    {
        await DotnetNewAsync("mteb-model", "-n", "My.Model", "--container", "--no-restore");
        var steps = File.ReadAllLines(_sandbox.At("My.Model/Dockerfile"));
        var copied = steps.Single(step => step.StartsWith("COPY ", StringComparison.Ordinal)).Split(' ')[1..^1];
        var image = new Dictionary<string, string?>(feed.Environment) { ["NUGET_PACKAGES"] = _sandbox.At("image") };
        Directory.CreateDirectory(_sandbox.At("model"));
        Array.ForEach(copied, file => File.Copy(_sandbox.At($"My.Model/{file}"), _sandbox.At($"model/{file}")));

        // Where the image is made there are packages; where it runs, with the repository in the same place, there is no source of any.
        var restored = await Command.RunAsync("dotnet", ["restore"], _sandbox.At("model"), image);
        Directory.Delete(_sandbox.At("model"), recursive: true);
        _sandbox.Copy(_sandbox.At("My.Model"), "model");
        _sandbox.Write("NuGet.config", "<configuration><packageSources><clear /></packageSources></configuration>");
        var built = await Command.RunAsync("dotnet", ["build", "--tl:off"], _sandbox.At("model"), image);

        steps.Should().Contain("RUN dotnet restore").And.Contain("ENTRYPOINT [\"dotnet\", \"build\"]");
        File.ReadAllLines(_sandbox.At("My.Model/.dockerignore")).Should().Contain(copied.Select(file => "!" + file), "what is ignored cannot be copied");
        restored.ExitCode.Should().Be(0, restored.ToString());
        built.ExitCode.Should().Be(0, built.ToString());
        built.Output.Should().Contain("warning MTEB5204: There is no model");
    }

    [Fact]
    public async Task What_cannot_be_chosen_is_refused_and_the_choices_are_named()
    {
        var made = await DotnetNewAsync("mteb-model", "-n", "odd", "--layout", "gguf", "--no-restore");

        made.ExitCode.Should().NotBe(0);
        made.Error.Should().Contain("gguf").And.Contain("safetensors");
        Directory.Exists(_sandbox.At("odd")).Should().BeFalse();
    }

    private Task<Transcript> DotnetNewAsync(params string[] arguments) =>
        feed.DotnetAsync(_sandbox.Root, ["new", .. arguments, "--debug:custom-hive", _sandbox.At("hive")]);

    private Task<Transcript> BuildAsync(string folder, params string[] options) => feed.DotnetAsync(_sandbox.At(folder), ["build", "--tl:off", .. options]);

    // Every file with what it holds; of the licence, how it begins.
    private string Content(string folder) => feed.Scrub(string.Concat(Directory.GetFiles(_sandbox.At(folder), "*", SearchOption.AllDirectories)
        .Select(file => (Path: Path.GetRelativePath(_sandbox.At(folder), file).Replace('\\', '/'), Lines: File.ReadAllLines(file)))
        .OrderBy(file => file.Path, StringComparer.Ordinal)
        .Select(file => $"==== {file.Path}\n{string.Concat(file.Lines.Take(file.Path == "LICENSE" ? 3 : int.MaxValue).Select(line => line + "\n"))}")));
}
