using Mteb.Evaluation.Encoding;

namespace Mteb.Evaluation.Tests.Encoding;

public sealed class PromptResolverTests
{
    private static readonly string[] AllKeys = ["SciFact-query", "SciFact", "Retrieval-query", "Retrieval", "query", "document"];

    [Theory]
    // The first key present wins, one row per rank.
    [InlineData("SciFact-query,SciFact,Retrieval-query,Retrieval,query", PromptType.Query, PromptSource.TaskAndRole, "SciFact-query")]
    [InlineData("SciFact,Retrieval-query,Retrieval,query", PromptType.Query, PromptSource.Task, "SciFact")]
    [InlineData("Retrieval-query,Retrieval,query", PromptType.Query, PromptSource.TaskTypeAndRole, "Retrieval-query")]
    [InlineData("Retrieval,query", PromptType.Query, PromptSource.TaskType, "Retrieval")]
    [InlineData("query,document", PromptType.Query, PromptSource.Role, "query")]
    [InlineData("query,document", PromptType.Document, PromptSource.Role, "document")]
    [InlineData("SciFact-document,query", PromptType.Document, PromptSource.TaskAndRole, "SciFact-document")]
    [InlineData("Retrieval-document", PromptType.Document, PromptSource.TaskTypeAndRole, "Retrieval-document")]
    // Keys with another role, and keys that mteb does not know, are passed over.
    [InlineData("SciFact-query,Retrieval-query,query", PromptType.Document, PromptSource.None, null)]
    [InlineData("passage,corpus", PromptType.Document, PromptSource.None, null)]
    [InlineData("NFCorpus,STS", PromptType.Query, PromptSource.None, null)]
    // Without a role only the name and the type of the task count, then the default.
    [InlineData("SciFact-query,SciFact,Retrieval", null, PromptSource.Task, "SciFact")]
    [InlineData("Retrieval-query,Retrieval,query", null, PromptSource.TaskType, "Retrieval")]
    [InlineData("query,document,Retrieval-query", null, PromptSource.None, null)]
    [InlineData("", null, PromptSource.None, null)]
    [InlineData("", PromptType.Query, PromptSource.None, null)]
    public void The_first_key_present_wins(string keys, PromptType? role, PromptSource source, string? name)
    {
        var prompts = Declare(keys.Split(',', StringSplitOptions.RemoveEmptyEntries));

        var resolution = PromptResolver.Resolve(prompts, null, "SciFact", "Retrieval", role);

        resolution.Should().Be(new PromptResolution(source, name, name is null ? null : name + ": "));
    }

    [Theory]
    [InlineData("query", null, PromptSource.Default, "query")]
    [InlineData("document", null, PromptSource.Default, "document")]
    // The task's own prompt comes before the default, and with a role there is no default.
    [InlineData("query", PromptType.Document, PromptSource.Role, "document")]
    public void The_default_prompt_is_for_texts_without_role_and_without_other_prompt(string defaultName, PromptType? role, PromptSource source, string? name)
    {
        PromptResolver.Resolve(Declare(["query", "document"]), defaultName, "STS13", "STS", role)
            .Should().Be(new PromptResolution(source, name, name + ": "));
    }

    [Fact]
    public void With_a_role_and_nothing_found_the_default_does_not_step_in()
    {
        PromptResolver.Resolve(Declare(["other"]), "other", "SciFact", "Retrieval", PromptType.Query).Should().Be(default(PromptResolution));
    }

    [Fact]
    public void The_task_comes_before_the_default()
    {
        PromptResolver.Resolve(Declare(["STS", "other"]), "other", "STS13", "STS", null).Name.Should().Be("STS");
    }

    [Fact]
    public void A_declared_empty_text_wins_and_means_no_prompt()
    {
        IReadOnlyList<KeyValuePair<string, string>> prompts = [new("document", ""), new("other", "other: ")];

        var resolution = PromptResolver.Resolve(prompts, "other", "SciFact", "Retrieval", PromptType.Document);

        resolution.Should().Be(new PromptResolution(PromptSource.Role, "document", ""));
        resolution.ChangesTexts.Should().BeFalse();
    }

    [Fact]
    public void A_default_prompt_that_only_the_library_fills_in_is_none()
    {
        PromptResolver.Resolve([], "query", "STS13", "STS", null).Should().Be(default(PromptResolution));
    }

    [Fact]
    public void Every_key_of_the_table_is_reachable()
    {
        AllKeys.Should().AllSatisfy(key => PromptResolver.Resolve(
            Declare([key]), null, "SciFact", "Retrieval", key == "document" ? PromptType.Document : PromptType.Query).Name.Should().Be(key));
    }

    private static List<KeyValuePair<string, string>> Declare(IEnumerable<string> keys) =>
        [.. keys.Select(key => KeyValuePair.Create(key, key + ": "))];
}
