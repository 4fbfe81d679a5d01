using System.Text;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.History;
using Mteb.Schemas.Results.Repository;
using Mteb.Schemas.Tests.Results.Validation;

namespace Mteb.Schemas.Tests.Results.RepositoryChecks;

public sealed class ResultChangeTests : IDisposable
{
    private const string Run = "results/sentence-transformers__all-MiniLM-L6-v2/8b3219a92973c328a8e22fadcfa821b5dc75636a";
    private const string Task = Run + "/STS12.json";

    private static readonly string Good = Encoding.UTF8.GetString(AcceptanceCase.OfResults[0].Edited);
    private static readonly string Meta = Encoding.UTF8.GetString(AcceptanceCase.OfModelMeta[0].Edited);
    private static readonly string Score = "\"main_score\": 0.7236899998079941";

    private readonly Sandbox _box = new("change");
    private readonly Sandbox _before = new("before");

    public ResultChangeTests()
    {
        _box.Write(Task, Good);
        _box.Write(Run + "/model_meta.json", Meta);
        _before.Copy(_box.Root, ".");
    }

    public void Dispose()
    {
        _box.Dispose();
        _before.Dispose();
    }

    [Theory]
    [InlineData("\"hf_subset\": \"default\"", "\"hf_subset\": \"other\"", "C110 C114")]
    [InlineData("{\"test\": ", "{\"dev\": ", "C110 C114")]
    [InlineData("[\"eng-Latn\"]", "[\"deu-Latn\"]", "C114")]
    [InlineData("[\"eng-Latn\"]", "[\"deu-Latn\", \"eng-Latn\"]", "")]
    [InlineData("0.7236899998079941", "0.7246899998079942", "C111")]
    [InlineData("0.7236899998079941", "0.7246899998079940", "")]
    [InlineData("0.7236899998079941", "72.36899998079941", "")]
    [InlineData("0.7236899998079941", "72.6", "C111")]
    [InlineData("0.7236899998079941", "NaN", "")]
    [InlineData("0.7236899998079941", "null", "")]
    [InlineData("0.7236899998079941", "\"0.5\"", "C111")]
    [InlineData("0.7236899998079941", "\"half\"", "")]
    [InlineData("0.7236899998079941", "[0.5]", "")]
    public void Nothing_vanishes_and_no_score_moves(string old, string replacement, string rules)
    {
        _box.Write(Task, Good.Replace(old == "0.7236899998079941" ? Score : old, old == "0.7236899998079941" ? "\"main_score\": " + replacement : replacement, StringComparison.Ordinal));
        Rules().Should().Be(rules);
    }

    [Fact]
    public void Scores_are_compared_beside_a_description_only()
    {
        _box.Write(Task, Good.Replace(Score, "\"main_score\": 0.5", StringComparison.Ordinal));
        _box.Write(Run + "/model_meta.json", Meta.Replace("\"name\"", "\"nome\"", StringComparison.Ordinal));
        Rules().Should().NotContain("C111");
    }

    [Fact]
    public void What_was_not_there_or_was_empty_cannot_be_lost()
    {
        _before.Write(Task, "");
        Rules().Should().BeEmpty();
        File.Delete(_before.At(Task));
        Rules().Should().BeEmpty();
    }

    [Fact]
    public void Results_of_an_old_mteb_are_not_compared()
    {
        const string Old = """{"mteb_dataset_name": "STS12", "test": {"cos_sim": {"spearman": 0.5}}}""";
        _before.Write(Task, Old);
        _box.Write(Task, Old.Replace("0.5", "0.6", StringComparison.Ordinal));
        Rules().Should().BeEmpty();
    }

    [Fact]
    public async Task Git_gives_the_state_that_the_work_branched_off_from()
    {
        await Git("init", "-q", "-b", "main");
        await Git("add", ".");
        await Git("commit", "-qm", "before");
        await Git("checkout", "-qb", "work");
        _box.Write(Task, Good.Replace(Score, "\"main_score\": 0.5", StringComparison.Ordinal));
        await Git("commit", "-qam", "committed");
        _box.Write(Run + "/STS13 ä.json", Good);
        var state = GitBase.Open("main", Answer).Value!;
        state.ChangedFiles.Should().Equal(Run + "/STS12.json", Run + "/STS13 ä.json");
        Encoding.UTF8.GetString(state.Read(Task)!.Value.Span).Should().Be(Good);
        state.Read(Run + "/STS13 ä.json").Should().BeNull();
        RulesOf(state).Should().Be("C101 C111");

        // What happens on main meanwhile is none of this work's business.
        await Git("stash", "-qu");
        await Git("checkout", "-q", "main");
        _box.Write(Task, Good.Replace("default", "other", StringComparison.Ordinal));
        await Git("commit", "-qam", "meanwhile");
        await Git("checkout", "-q", "work");
        RulesOf(GitBase.Open("main", Answer).Value!).Should().Be("C111");
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("--all")]
    public void A_base_that_Git_does_not_know_is_refused(string revision) =>
        GitBase.Open(revision, _ => new GitAnswer(128, [])).Diagnostics.Select(diagnostic => diagnostic.Code).Should().Equal("MTEB1450");

    private GitAnswer Answer(IReadOnlyList<string> arguments)
    {
        var transcript = Command.RunAsync("git", arguments, _box.Root).GetAwaiter().GetResult();
        return new GitAnswer(transcript.ExitCode, Encoding.UTF8.GetBytes(transcript.Output));
    }

    private async Task Git(params string[] arguments)
    {
        string[] identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
        var transcript = await Command.RunAsync("git", [.. identity, .. arguments], _box.Root);
        transcript.ExitCode.Should().Be(0, transcript.Error);
    }

    private string Rules() => RulesOf(new FolderBase(_box.Root, _before.Root));

    private string RulesOf(IResultsBase before) => string.Join(' ', RepositoryCheck.Run(_box.At("results"), before, null, CancellationToken.None).Files
        .SelectMany(file => file.Diagnostics)
        .Where(diagnostic => diagnostic.Severity == Severity.Error)
        .Select(diagnostic => diagnostic.Descriptor.Rule ?? diagnostic.Code)
        .Where(rule => rule is not ("C104" or "C105" or "C106"))
        .Distinct()
        .Order(StringComparer.Ordinal));
}
