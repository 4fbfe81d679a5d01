using System.Text.Json;
using System.Text.RegularExpressions;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Schemas.Tests.Catalogue;

/// <summary>Tasks of one's own: what a <c>task.json</c> gives, and what is said about a wrong one.</summary>
public sealed partial class OwnTaskTests
{
    private const string Sound = "{\"name\": \"T\", \"type\": \"STS\", \"languages\": [\"eng-Latn\"]}";

    public static TheoryData<string> Examples() => [.. Blocks()];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_of_the_documentation_is_a_task(string example)
    {
        using var document = JsonDocument.Parse(example);
        var name = document.RootElement.GetProperty("name").GetString()!;
        using var sandbox = new Sandbox();

        var task = OwnTask.Read(sandbox.Write($"{name}/task.json", example));

        task.Diagnostics.Should().BeEmpty();
        (task.Value!.Name, task.Value.IsOwn, task.Value.Type).Should().Be((name, true, document.RootElement.GetProperty("type").GetString()!));
        foreach (var attribute in document.RootElement.TryGetProperty("attributes", out var attributes) ? attributes.EnumerateObject().ToArray() : [])
        {
            task.Value.Attributes[attribute.Name].GetRawText().Should().Be(attribute.Value.GetRawText());
        }
    }

    [Fact]
    public void The_documentation_has_an_example_for_each_type()
    {
        using var schema = JsonDocument.Parse(OwnTaskSchema.ReadSchema());
        var types = schema.RootElement.GetProperty("properties").GetProperty("type").GetProperty("enum").EnumerateArray().Select(type => type.GetString());

        Blocks().Select(block => JsonDocument.Parse(block).RootElement.GetProperty("type").GetString()).Distinct().Should().BeEquivalentTo(types);
    }

    [Theory]
    [InlineData("STS", "AbsTaskSTS", "cosine_spearman")]
    [InlineData("Classification", "AbsTaskClassification", "accuracy")]
    [InlineData("MultilabelClassification", "AbsTaskMultilabelClassification", "accuracy")]
    [InlineData("Regression", "AbsTaskRegression", "kendalltau")]
    [InlineData("Clustering", "AbsTaskClustering", "v_measure")]
    [InlineData("PairClassification", "AbsTaskPairClassification", "max_ap")]
    [InlineData("BitextMining", "AbsTaskBitextMining", "f1")]
    [InlineData("Summarization", "AbsTaskSummarization", "cosine_spearman")]
    [InlineData("Retrieval", "AbsTaskRetrieval", "ndcg_at_10")]
    [InlineData("Reranking", "AbsTaskRetrieval", "map_at_1000")]
    [InlineData("InstructionRetrieval", "AbsTaskRetrieval", "ndcg_at_10")]
    [InlineData("InstructionReranking", "AbsTaskRetrieval", "map_at_1000")]
    public void The_type_decides_base_class_main_score_and_defaults(string type, string baseClass, string mainScore)
    {
        var task = Read(Sound.Replace("STS", type, StringComparison.Ordinal)).Value!;

        (task.BaseClass, task.MainScore, task.IsMonolingual, task.IsTextOnly).Should().Be((baseClass, mainScore, true, true));
        task.EvalSplits.Should().Equal("test");
        task.Subsets.Single().Languages.Should().Equal("eng-Latn");
    }

    [SharedTheory("catalogue/abstask_defaults.json")]
    [InlineData("STS", "AbsTaskSTS")]
    [InlineData("Classification", "AbsTaskClassification")]
    [InlineData("MultilabelClassification", "AbsTaskMultilabelClassification")]
    [InlineData("Regression", "AbsTaskRegression")]
    [InlineData("Clustering", "AbsTaskClustering")]
    [InlineData("PairClassification", "AbsTaskPairClassification")]
    [InlineData("Summarization", "AbsTaskSummarization")]
    [InlineData("Retrieval", "AbsTaskRetrieval")]
    public void Defaults_are_those_of_mteb(string type, string baseClass)
    {
        var published = Goldens.Parse(SharedMaterial.At("catalogue/abstask_defaults.json")).GetProperty(baseClass).EnumerateObject()
            .ToDictionary(attribute => attribute.Name, attribute => Compact(attribute.Value));
        var own = Read(Sound.Replace("STS", type, StringComparison.Ordinal)).Value!.Attributes.ToDictionary(attribute => attribute.Key, attribute => Compact(attribute.Value));

        // mteb's summarization tasks all name their scale; it is no default there.
        own.Where(attribute => type != "Summarization" || !attribute.Key.EndsWith("_score", StringComparison.Ordinal)).Should().BeEquivalentTo(published);
    }

    [Fact]
    public void Subsets_keep_their_order_and_attributes_their_values()
    {
        var task = Read("""
            {"name": "T", "type": "Clustering", "subsets": {"zh": ["cmn-Hans"], "a b": ["deu-Latn", "eng-Latn"]}, "eval_splits": ["b", "a"],
             "attributes": {"max_document_to_embed": 100}}
            """).Value!;

        task.Subsets.Select(subset => subset.Name).Should().Equal("zh", "a b");
        task.Subsets[1].Languages.Should().Equal("deu-Latn", "eng-Latn");
        task.EvalSplits.Should().Equal("b", "a");
        (task.GetInteger("max_document_to_embed"), task.GetNumber("max_fraction_of_documents_to_embed")).Should().Be((100, null));
        task.GetInteger("n_clusters").Should().Be(10);
    }

    [Fact]
    public void The_folder_of_a_task_may_have_another_name()
    {
        using var sandbox = new Sandbox();
        var task = OwnTask.Read(sandbox.Write("folder/task.json", Sound)).Value!;
        (task.Name, task.FolderName, task.DataFolder).Should().Be(("T", "folder", "folder"));
    }

    [Fact]
    public void Two_tasks_of_one_name_are_an_error()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("a/task.json", Sound);
        sandbox.Write("b/task.json", Sound);

        var found = OwnTask.FindAll(sandbox.Root);

        found.Value!.Should().ContainSingle().Which.DataFolder.Should().Be("a");
        var diagnostic = found.Diagnostics.Should().ContainSingle().Subject;
        (diagnostic.Code, diagnostic.Place.File).Should().Be(("MTEB3175", sandbox.At("b/task.json")));
    }

    [Theory]
    [InlineData("{\"name\": \"T\",\n \"é\": 1,}", "MTEB3171", 2, 9, "trailing comma")]
    [InlineData("{\"name\": \"T\", \"name\": \"U\"}", "MTEB3171", 1, 15, "'name' occurs twice")]
    [InlineData("", "MTEB3171", 1, 1, "")]
    [InlineData("[]", "MTEB3172", 1, 1, "The file must be an object")]
    [InlineData("{\"name\": \"T\", \"languages\": [\"eng-Latn\"]}", "MTEB3172", 1, 1, "lacks 'type'")]
    [InlineData("{\"name\": \"T\",\n \"type\": \"Sts\", \"languages\": [\"eng-Latn\"]}", "MTEB3172", 2, 10, "'type' must be one of BitextMining")]
    [InlineData("{\"name\": \"a/b\", \"type\": \"STS\", \"languages\": [\"eng-Latn\"]}", "MTEB3172", 1, 10, "pattern")]
    [InlineData("{\"name\": \"T\", \"type\": \"STS\", \"languages\": [\"en\"]}", "MTEB3172", 1, 44, "'languages[0]' must match")]
    [InlineData("{\"name\": \"T\", \"type\": \"STS\", \"languages\": []}", "MTEB3172", 1, 43, "at least 1 items")]
    [InlineData("{\"name\": \"T\", \"type\": \"STS\", \"languages\": [\"eng-Latn\"], \"eval_splits\": \"test\"}", "MTEB3172", 1, 72, "must be a list")]
    [InlineData("{\"name\": \"T\", \"type\": \"STS\", \"languages\": [\"eng-Latn\"],\n\"attributes\": {\"min_score\": \"0\"}}", "MTEB3172", 2, 29, "'attributes.min_score' must be a number")]
    [InlineData("{\"name\": \"T\", \"type\": \"Retrieval\", \"languages\": [\"eng-Latn\"],\n\"attributes\": {\"k_values\": [10, 0]}}", "MTEB3172", 2, 33, "at least 1")]
    [InlineData("{\"name\": \"T\", \"type\": \"STS\", \"languages\": [\"eng-Latn\"], \"mainscore\": \"x\"}", "MTEB3173", 1, 70, "'mainscore' here. The nearest name is 'main_score'.")]
    [InlineData("{\"name\": \"T\", \"type\": \"Classification\", \"languages\": [\"eng-Latn\"],\n\"attributes\": {\"sample_per_label\": 8}}", "MTEB3173", 2, 36, "nearest name is 'samples_per_label'")]
    [InlineData("{\"name\": \"T\", \"type\": \"STS\", \"languages\": [\"eng-Latn\"],\n\"attributes\": {\"k_values\": [8]}}", "MTEB3173", 2, 28, "Tasks of type STS have no 'k_values'")]
    [InlineData("{\"name\": \"T\", \"type\": \"Retrieval\", \"languages\": [\"eng-Latn\"],\n\"main_score\": \"ndcg_at10\"}", "MTEB3174", 2, 15, "nearest name")]
    [InlineData("{\"name\": \"T\", \"type\": \"Retrieval\", \"languages\": [\"eng-Latn\"], \"attributes\": {\"k_values\": [5]},\n\"main_score\": \"ndcg_at_10\"}", "MTEB3174", 2, 15, "no metric 'ndcg_at_10'")]
    [InlineData("{\"name\": \"T\", \"type\": \"STS\"}", "MTEB3176", 1, 1, "neither 'languages' nor 'subsets'")]
    [InlineData("{\"name\": \"T\", \"type\": \"STS\", \"languages\": [\"eng-Latn\"], \"subsets\": {\"a\": [\"eng-Latn\"]}}", "MTEB3176", 1, 68, "both 'languages' and 'subsets'")]
    [InlineData("{\"name\": \"T\", \"type\": \"STS\", \"legacy\": true, \"languages\": [\"eng-Latn\"]}", "MTEB3176", 1, 40, "no legacy form")]
    [InlineData("{\"name\": \"T\", \"type\": \"STS\", \"languages\": [\"eng-Latn\"],\n\"attributes\": {\"min_score\": 5}}", "MTEB3176", 2, 15, "not above")]
    [InlineData("{\"name\": \"T\", \"type\": \"Clustering\", \"languages\": [\"eng-Latn\"],\n\"attributes\": {\"max_document_to_embed\": 5, \"max_fraction_of_documents_to_embed\": 0.5}}", "MTEB3176", 2, 82, "Both")]
    [InlineData("{\"name\": \"T\", \"type\": \"Classification\", \"languages\": [\"eng-Latn\"],\n\"attributes\": {\"is_cross_validation\": true}}", "MTEB3176", 2, 39, "another split")]
    [InlineData("{\"name\": \"T\", \"type\": \"STS\", \"subsets\": {\"a/b\": [\"eng-Latn\"]}}", "MTEB3169", 1, 49, "'a/b'")]
    public void What_is_wrong_is_said_with_line_and_column(string content, string code, int line, int column, string message)
    {
        using var sandbox = new Sandbox();
        var path = sandbox.Write("T/task.json", content);

        var read = OwnTask.Read(path);

        read.Succeeded.Should().BeFalse();
        var diagnostic = read.Diagnostics[0];
        (diagnostic.Code, diagnostic.Place).Should().Be((code, new SourcePlace(path, line, column)), diagnostic.Message);
        diagnostic.Message.Should().MatchEquivalentOf($"*{message}*").And.EndWith(".");
        diagnostic.Remedy.Should().EndWith(".");
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_reported() =>
        OwnTask.Read("/there/is/no/task.json").Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3167");

    [Fact]
    public void All_tasks_of_a_data_folder_are_found_and_broken_ones_reported()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("b/task.json", Sound.Replace("\"T\"", "\"b\"", StringComparison.Ordinal));
        sandbox.Write("a/task.json", "\uFEFF" + Sound.Replace("\"T\"", "\"a\"", StringComparison.Ordinal));
        sandbox.Write("c/task.json", "{}");
        sandbox.Write("d/test.jsonl", "{}");

        var found = OwnTask.FindAll(sandbox.Root);

        found.Value!.Select(task => task.Name).Should().Equal("a", "b");
        found.Diagnostics.Should().HaveCount(2).And.OnlyContain(diagnostic => diagnostic.Code == "MTEB3172" && diagnostic.Place.File == sandbox.At("c/task.json"));
        OwnTask.FindAll(sandbox.At("nowhere")).Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3150");
    }

    [Fact]
    public void The_schema_is_versioned_and_names_no_host()
    {
        using var schema = JsonDocument.Parse(OwnTaskSchema.ReadSchema());
        schema.RootElement.GetProperty("$id").GetString().Should().Be("urn:mteb:schema:task:v1");
    }

    private static string Compact(JsonElement value) => JsonSerializer.Serialize(value);

    private static IEnumerable<string> Blocks() =>
        JsonBlocks().Matches(File.ReadAllText(Repository.At("docs/own-tasks.md"))).Select(match => match.Groups[1].Value);

    private static Outcome<TaskFacts> Read(string content)
    {
        using var sandbox = new Sandbox();
        return OwnTask.Read(sandbox.Write("T/task.json", content));
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlocks();
}
