using System.Text.Json;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Schemas.Tests.Catalogue;

public sealed class SelectionTests
{
    private static readonly JsonElement Reference = Goldens.Json("selection.json");

    [Fact]
    public void Subsets_are_chosen_as_mteb_chooses_them()
    {
        var golden = Reference.GetProperty("filter_languages");
        var task = Task("T", golden.GetProperty("subsets"));
        foreach (var example in golden.GetProperty("cases").EnumerateArray())
        {
            var filter = Filter(example, "script");
            var kept = filter.Succeeded
                ? SubsetSelection.Select(task, filter.Value, Texts(example, "hf_subsets"), example.GetProperty("exclusive_language_filter").GetBoolean())
                : filter.FailedAs<IReadOnlyList<SubsetFacts>>();
            Check(example, kept.Succeeded ? [.. kept.Value.Select(subset => subset.Name)] : null);
        }
    }

    [Fact]
    public void Tasks_are_chosen_as_mteb_chooses_them()
    {
        var golden = Reference.GetProperty("filter_tasks");
        var tasks = golden.GetProperty("eval_langs").EnumerateObject().Select(task => Task(task.Name, task.Value)).ToList();
        foreach (var example in golden.GetProperty("cases").EnumerateArray())
        {
            var filter = Filter(example, "script");
            Check(example, filter.Succeeded
                ? [.. TaskSelection.Select(tasks, new TaskCriteria { Languages = filter.Value }).Select(task => task.Name)]
                : null);
        }
    }

    [Fact]
    public void Scores_of_languages_are_averaged_as_mteb_averages_them()
    {
        var golden = Reference.GetProperty("score_of_languages");
        var subsets = Task("T", Reference.GetProperty("filter_languages").GetProperty("subsets")).Subsets;
        foreach (var example in golden.GetProperty("cases").EnumerateArray())
        {
            var rows = subsets.Select(subset => (subset.Languages, golden.GetProperty("main_score").GetProperty(subset.Name).GetDouble()));
            Filter(example, "scripts").Value!.Mean(rows).Should().BeApproximately(example.GetProperty("mean").GetDouble(), 1e-15);
        }

        LanguageFilter.Create(["jpn"]).Value!.Mean([(["eng-Latn"], 1)]).Should().Be(double.NaN);
    }

    [Fact]
    public void Unknown_codes_are_named_and_near_ones_suggested()
    {
        var outcome = LanguageFilter.Create(["english", "eng-Lat"], ["Xxxx"]);
        outcome.Diagnostics.Select(diagnostic => diagnostic.Code).Should().Equal("MTEB1040", "MTEB1041", "MTEB1041");
        LanguageFilter.Create(["javascritp"]).Diagnostics[0].Remedy.Should().Contain("'javascript'");
    }

    [Fact]
    public void A_list_made_from_the_catalogue_leaves_out_what_is_superseded_private_or_beta()
    {
        var given = TaskSelection.Select(TaskCatalogue.All, TaskCriteria.ForGivenTasks with { Types = ["STS"], Categories = ["t2t"] }).ToList();
        var made = TaskSelection.Select(TaskCatalogue.All, TaskCriteria.ForCatalogue with { Types = ["STS"], Categories = ["t2t"] }).ToList();
        given.Should().Contain(task => task.SupersededBy != null).And.OnlyContain(task => task.Type == "STS");
        made.Should().NotBeEmpty().And.BeSubsetOf(given).And.OnlyContain(task => task.SupersededBy == null && task.IsPublic && !task.IsBeta);
    }

    private static void Check(JsonElement example, IReadOnlyList<string>? kept)
    {
        var expected = example.GetProperty("kept");
        if (expected.ValueKind == JsonValueKind.Object)
        {
            kept.Should().BeNull(example.ToString());
        }
        else
        {
            kept.Should().Equal(expected.EnumerateArray().Select(name => name.GetString()!), example.ToString());
        }
    }

    private static Outcome<LanguageFilter> Filter(JsonElement example, string scripts) =>
        LanguageFilter.Create(Texts(example, "languages"), Texts(example, scripts));

    private static IReadOnlyList<string>? Texts(JsonElement example, string name) => example.GetProperty(name) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Select(item => item.GetString()!)]
        : null;

    private static TaskFacts Task(string name, JsonElement languages) => new()
    {
        Name = name,
        Type = "STS",
        BaseClass = "AbsTaskSTS",
        MainScore = "cosine_spearman",
        EvalSplits = ["test"],
        Subsets = languages.ValueKind == JsonValueKind.Array
            ? [new SubsetFacts("default", [.. languages.EnumerateArray().Select(code => code.GetString()!)])]
            : [.. languages.EnumerateObject().Select(subset => new SubsetFacts(subset.Name, [.. subset.Value.EnumerateArray().Select(code => code.GetString()!)]))],
    };
}
