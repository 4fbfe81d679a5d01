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

    [Fact]
    public async Task A_fresh_repository_builds_without_an_edit_and_says_that_a_sample_stands_in()
    {
        var made = await DotnetNewAsync("mteb-model", "-n", "My.Model", "--model-id", "my-org/my-model", "--no-restore");
        var built = await BuildAsync("My.Model");
        var published = await BuildAsync("My.Model", "--no-restore", "-t:MtebPublish");
        var nameless = await BuildAsync("My.Model", "--no-restore", "-t:MtebPublish", "-p:MtebModelName=your-org/My.Model");

        made.ExitCode.Should().Be(0, made.ToString());
        Files("My.Model").Should().Equal(
            ".eval_results/.gitkeep", ".gitattributes", ".github/workflows/build.yml", ".gitignore", "LICENSE", "My.Model.mtebproj", "README.md", "global.json", "requirements.txt");
        Text("My.Model/README.md").Should().Contain("SentenceTransformer(\"my-org/my-model\", backend=\"onnx\")");
        Text("My.Model/requirements.txt").Should().Contain("sentence-transformers[onnx]==");
        Text("My.Model/My.Model.mtebproj").Should().Contain($"Mteb.Sdk/{feed.Version}").And.Contain("<MtebModelName>my-org/my-model</MtebModelName>").And.Contain("onnx/model.onnx (");
        built.ExitCode.Should().Be(0, built.ToString());
        built.Output.Should().Contain("warning MTEB5204");
        built.Output.Replace("warning MTEB5204", "", StringComparison.Ordinal).Should().NotContain(": warning ", "a fresh card has every section");
        (published.ExitCode, nameless.ExitCode).Should().Be((1, 1));
        published.Output.Should().Contain("error MTEB5206");
        nameless.Output.Should().Contain("error MTEB5205");
        Directory.Exists(_sandbox.At("My.Model/results")).Should().BeFalse("scores of the sample count nowhere");
        Directory.GetFiles(_sandbox.At("My.Model/obj/mteb/sample"), "Quickstart*.json", SearchOption.AllDirectories).Should().HaveCount(3);
    }

    [Fact]
    public async Task Without_a_name_the_placeholder_is_that_of_the_folder()
    {
        var made = await DotnetNewAsync("mteb-model", "-n", "tiny", "--ci", "none", "--benchmark", "MTEB(eng, v2)", "--no-restore");

        made.ExitCode.Should().Be(0, made.ToString());
        Text("tiny/tiny.mtebproj").Should().Contain("<MtebModelName>your-org/tiny</MtebModelName>").And.Contain("<MtebBenchmark Include=\"MTEB(eng, v2)\" />").And.NotContain("MtebTask");
        Directory.Exists(_sandbox.At("tiny/.github")).Should().BeFalse();
    }

    [Theory]
    [InlineData("safetensors", "model.safetensors (or its parts", "sentence-transformers==")]
    [InlineData("empty", "onnx/model.onnx, or model.safetensors", "sentence-transformers==")]
    public async Task Other_layouts_build_without_an_edit_too(string layout, string files, string requirement)
    {
        var made = await DotnetNewAsync("mteb-model", "-n", layout, "--layout", layout, "--container", "--benchmark", "MTEB(eng, v2)", "--no-restore");
        var built = await BuildAsync(layout);

        made.ExitCode.Should().Be(0, made.ToString());
        built.ExitCode.Should().Be(0, built.ToString());
        Files(layout).Should().Contain(["Dockerfile", ".dockerignore"]);
        Text($"{layout}/{layout}.mtebproj").Should().Contain(files).And.NotContain("#if");
        Text($"{layout}/README.md").Should().Contain($"SentenceTransformer(\"your-org/{layout}\")");
        Text($"{layout}/requirements.txt").Should().Contain(requirement);
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

    private string Text(string file) => File.ReadAllText(_sandbox.At(file));

    private IEnumerable<string> Files(string folder) => Directory.GetFiles(_sandbox.At(folder), "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(_sandbox.At(folder), file).Replace('\\', '/'))
        .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}
