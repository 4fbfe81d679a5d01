using System.Text;
using System.Text.Json.Nodes;
using Mteb.Schemas.Results;

namespace Mteb.Schemas.Tests.Results;

public sealed class RunSettingsTests
{
    private static readonly PackageVersions Versions = new("2.26.24");

    [Fact]
    public void A_line_has_mtebs_fields_in_mtebs_order() => Merge("", Settings("STS12", ["test"], 32, ["default"])).Should().Be(
        """{"task": "STS12", "splits": ["test"], "version": {"mteb": "2.26.24", "torch": null, "sentence-transformers": null, "flash-attn": null, "transformers": null}, "encode_kwargs": {"batch_size": 32}, "subsets": ["default"]}""" + "\n");

    [Fact]
    public void Lines_with_equal_settings_and_subsets_are_joined()
    {
        var first = Merge("", Settings("T", ["test"], 32, ["en", "de"]));
        Merge(first, Settings("T", ["dev"], 32, ["de", "en"])).Should().StartWith("""{"task": "T", "splits": ["dev", "test"], """)
            .And.EndWith("\"subsets\": [\"de\", \"en\"]}\n").And.Match(text => text.Count(character => character == '\n') == 1);
    }

    [Fact]
    public void A_subset_keeps_the_settings_of_its_last_line()
    {
        var first = Merge("", Settings("T", ["test"], 32, ["de", "en"]));
        var second = Merge(first, Settings("T", ["test"], 64, ["en"])).Split('\n');
        second[0].Should().Contain("\"batch_size\": 32").And.EndWith("\"subsets\": [\"de\"]}");
        second[1].Should().Contain("\"batch_size\": 64").And.EndWith("\"subsets\": [\"en\"]}");
    }

    [Fact]
    public void Older_lines_name_one_split_and_one_subset()
    {
        const string Old = """{"task": "T", "split": "test", "subset": "en", "version": {"mteb": "2.18.6"}, "encode_kwargs": {"x": NaN}}""";
        Merge(Old).Should().Be("""{"task": "T", "splits": ["test"], "version": {"mteb": "2.18.6"}, "encode_kwargs": {"x": NaN}, "subsets": ["en"]}""" + "\n");
    }

    [Fact]
    public void Lines_that_cannot_be_kept_are_named()
    {
        var outcome = RunSettingsFile.Merge(Encoding.UTF8.GetBytes("\n[1]\nnonsense\n"), [], "run_settings.jsonl");
        outcome.Value.Should().BeEmpty();
        outcome.Diagnostics.Select(diagnostic => (diagnostic.Code, diagnostic.Place.Line)).Should().Equal(("MTEB1020", 2), ("MTEB1020", 3));
    }

    [Fact]
    public void Settings_follow_from_a_result()
    {
        var entry = new SubsetScores([], ScoreValue.Null.Instance, "en", [], "2.26.24");
        var result = new TaskResult
        {
            DatasetRevision = "1",
            TaskName = "T",
            MtebVersion = null,
            Scores = [new SplitScores("test", [entry]), new SplitScores("dev", [entry])],
        };
        RunSettings.Of(result, Versions, []).Select(settings => (settings.Splits[0], settings.Subsets[0])).Should().Equal(("test", "en"), ("dev", "en"));
    }

    private static string Merge(string existing, params RunSettings[] additions) =>
        Encoding.UTF8.GetString(RunSettingsFile.Merge(Encoding.UTF8.GetBytes(existing), additions).Value!);

    private static RunSettings Settings(string task, string[] splits, int batchSize, string[] subsets) =>
        new(task, splits, Versions, new JsonObject { ["batch_size"] = batchSize }, subsets);
}
