using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests.Commands;

/// <summary><c>mteb validate --profile results-repo</c>.</summary>
public sealed class RepositoryProfileTests : IDisposable
{
    private const string Model = "results/sentence-transformers__all-MiniLM-L6-v2/";
    private const string Folder = Model + "8b3219a92973c328a8e22fadcfa821b5dc75636a/";

    private const string Sound =
        """
        {
          "dataset_revision": "a0d554a64d88156834ff5ae9920b964011b16384",
          "task_name": "STS12",
          "mteb_version": "2.26.24",
          "scores": {"test": [{"cosine_spearman": 0.72, "main_score": 0.72, "hf_subset": "default", "languages": ["eng-Latn"]}]},
          "evaluation_time": 2.5
        }
        """;

    private const string Meta =
        """
        {
          "name": "sentence-transformers/all-MiniLM-L6-v2",
          "revision": "8b3219a92973c328a8e22fadcfa821b5dc75636a"
        }
        """;

    private readonly Sandbox _sandbox = new("profile");
    private readonly Sandbox _before = new("profile-base");

    public RepositoryProfileTests()
    {
        _sandbox.Write(Folder + "STS12.json", Sound);
        _sandbox.Write(Folder + "model_meta.json", Meta);
        _before.Copy(_sandbox.Root, ".");
        _sandbox.Write(Folder + "STS12.json", Sound.Replace("0.72", "0.74", StringComparison.Ordinal));
        _sandbox.Write(Folder + "STS14.json", Sound.Replace("STS12", "STS13", StringComparison.Ordinal));
        _sandbox.Write(Folder + "model_meta.json", Meta.Replace("\"8b3219a92973c328a8e22fadcfa821b5dc75636a\"", "null", StringComparison.Ordinal));
        _sandbox.Write("results/nobody__model/1/STS12.json", Sound[..200]);
    }

    public void Dispose()
    {
        _sandbox.Dispose();
        _before.Dispose();
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task What_the_repository_would_reject_is_shown(string output)
    {
        var run = new ToolRun { CurrentDirectory = _sandbox.Root };

        (await run.InvokeAsync("validate", ".", "--profile", "results-repo", "--base", _before.Root, "--output", output)).Should().Be(ExitCode.Findings);

        Approved.Verify($"{run.Output}--- standard error\n{run.Error}", $"profile-{output}.txt");
    }

    [Fact]
    public async Task What_can_be_mended_is_shown_first_and_then_mended()
    {
        var (shown, mended) = (new ToolRun { CurrentDirectory = _sandbox.Root }, new ToolRun { CurrentDirectory = _sandbox.Root });

        (await shown.InvokeAsync("validate", Model, "--profile", "results-repo", "--diff")).Should().Be(ExitCode.Findings);
        File.Exists(_sandbox.At(Folder + "STS14.json")).Should().BeTrue("nothing is changed yet");
        (await mended.InvokeAsync("validate", Model, "--profile", "results-repo", "--fix")).Should().Be(ExitCode.Ok);

        Approved.Verify($"{shown.Output}--- standard error\n{shown.Error}", "profile-diff.txt");
        mended.Error.Should().Be(shown.Error[..shown.Error.IndexOf(Folder + "STS14.json(", StringComparison.Ordinal)], "the same fixes, and nothing left to find");
        mended.Output.Should().Be("3 files: 3 valid\n");
        File.ReadAllText(_sandbox.At(Folder + "model_meta.json")).Should().Be(Meta);
        File.Exists(_sandbox.At(Folder + "STS13.json")).Should().BeTrue();
    }

    [Fact]
    public async Task A_revision_of_Git_is_a_base_too()
    {
        await Git("init", "-q", "-b", "main");
        _sandbox.Write(Folder + "STS12.json", Sound);
        await Git("add", ".");
        await Git("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false", "commit", "-qm", "before");
        _sandbox.Write(Folder + "STS12.json", Sound.Replace("0.72", "0.73", StringComparison.Ordinal));
        var (known, unknown) = (new ToolRun { CurrentDirectory = _sandbox.Root }, new ToolRun { CurrentDirectory = _sandbox.Root });

        await known.InvokeAsync("validate", "results", "--profile", "results-repo", "--base", "main", "--output", "msbuild");
        known.Output.Should().Contain("STS12.json(5,63): error MTEB1411: The main score of 'default' in 'test' was 0.72 and is 0.73");

        (await unknown.InvokeAsync("validate", "results", "--profile", "results-repo", "--base", "no-such-branch")).Should().Be(ExitCode.Input);
        unknown.Error.Should().Contain("error MTEB1450: The base 'no-such-branch' cannot be compared with");
    }

    [Theory]
    [InlineData(2, "MTEB5008", "results", "--fix")]
    [InlineData(2, "MTEB5008", "results", "--base", "main")]
    [InlineData(2, "MTEB5008", "results", "--profile", "results-repo", "--watch")]
    [InlineData(2, "MTEB5005", "results", "--profile", "other")]
    [InlineData(3, "MTEB5009", "no-such-folder", "--profile", "results-repo")]
    [InlineData(3, "MTEB5009", "..", "--profile", "results-repo")]
    public async Task What_cannot_be_done_is_said(int exitCode, string code, params string[] line)
    {
        var run = new ToolRun { CurrentDirectory = _sandbox.At("results") };

        (await run.InvokeAsync(["validate", line[0] == "results" ? "../results" : line[0] == ".." ? Path.GetTempPath() : line[0], .. line[1..]])).Should().Be((ExitCode)exitCode);
        run.Error.Should().Contain($"error {code}: ");
        run.Output.Should().BeEmpty();
    }

    private async Task Git(params string[] arguments)
    {
        var transcript = await Command.RunAsync("git", arguments, _sandbox.Root);
        transcript.ExitCode.Should().Be(0, transcript.Error);
    }
}
