using System.Text;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results;
using Mteb.Schemas.Results.Migration;

namespace Mteb.Schemas.Tests.Results.Migration;

public sealed class ResultMigrationTests
{
    [Fact]
    public void What_did_not_change_keeps_its_bytes()
    {
        const string json = """{"mteb_version":"1.0.2","mteb_dataset_name":"STS12","dataset_revision":"abc","test":{"cos_sim":{"spearman":0.50,"pearson":1e-1},"x":1e-05,"big":123456789012345678901234567890,"evaluation_time":2.50,"bad":NaN}}""";

        Text(json).Should().Be("""
            {
              "dataset_revision": "abc",
              "task_name": "STS12",
              "mteb_version": "1.0.2",
              "scores": {
                "test": [
                  {
                    "x": 1e-05,
                    "big": 123456789012345678901234567890,
                    "bad": NaN,
                    "cosine_spearman": 0.50,
                    "cosine_pearson": 1e-1,
                    "main_score": 0.50,
                    "hf_subset": "default",
                    "languages": [
                      "eng-Latn"
                    ],
                    "mteb_version": "1.0.2"
                  }
                ]
              },
              "evaluation_time": 2.50,
              "kg_co2_emissions": null
            }
            """);
    }

    [Fact]
    public void Floats_are_rounded_as_python_rounds_and_writes_them()
    {
        var text = Text(Legacy("\"accuracy\": 0.0000123456789, \"f1\": 0.1234565, \"tiny\": 1e-9, \"list\": [0.12345678, [0.12345678]]"));
        text.Should().Contain("\"accuracy\": 1.2e-05,").And.Contain("\"f1\": 0.123456,").And.Contain("\"tiny\": 0.0,");
        text.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal).Should().Contain("\"list\":[0.123457,[0.12345678]]");
    }

    [Fact]
    public void A_current_file_keeps_every_byte()
    {
        const string json = "\r\n{\"task_name\":\"Nobody knows\",\t\"mteb_version\":\"2.0.0\", \"description\":\"é\",\"evaluation_time\":\"12.50\",\"dataset_revision\":\"r\",\"scores\":{}}\n\n";
        var migrated = Migrate(json);

        migrated.Value!.IsChanged.Should().BeFalse();
        Encoding.UTF8.GetString(migrated.Value.Bytes.Span).Should().Be(json);
        migrated.Value.Generation.Should().Be(ResultGeneration.C6);
        migrated.Diagnostics.Should().ContainSingle().Which.Message.Should().Contain("'description'");
    }

    [Theory]
    [InlineData("NorwegianParliament", "NorwegianParliamentClassification")]
    [InlineData("CMedQAv1", "CMedQAv1-reranking")]
    [InlineData("CMedQAv2", "CMedQAv2-reranking")]
    [InlineData("8TagsClustering", "EightTagsClustering")]
    [InlineData("PPC", "PpcPC")]
    [InlineData("DiaBLaBitextMining", "DiaBlaBitextMining")]
    [InlineData("sts12", "STS12")]
    [InlineData("ScalaNnClassification", "ScalaNnClassification")]
    public void Tasks_get_their_names_of_today(string before, string now) =>
        Migrate(Legacy("\"x\": 1", before)).Value!.Result.TaskName.Should().Be(now);

    [Theory]
    [InlineData("1.1.3.dev0", "MLSUMClusteringP2P", "default", "fr")]
    [InlineData("1.1.2.dev0", "MLSUMClusteringS2S", "default", "fr")]
    [InlineData("1.2.0", "MLSUMClusteringS2S", "default", "default")]
    [InlineData("1.0.2", "XPQARetrieval", "fr", "fra-fra")]
    public void Subsets_get_their_names_of_today(string version, string task, string before, string now)
    {
        var scores = before == "default" ? "{\"v_measure\": 0.5}" : "{\"fr\": {\"ndcg_at_10\": 0.5}}";
        var result = Migrate($$"""{"mteb_dataset_name": "{{task}}", "mteb_version": "{{version}}", "test": {{scores}} }""").Value!.Result;
        result.Scores.Single().Subsets.Single().Subset.Should().Be(now);
    }

    [Fact]
    public void One_split_with_subsets_makes_all_of_them_have_some()
    {
        var result = Migrate("""{"mteb_dataset_name": "STS17", "validation": {"en-en": {"cos_sim": {"spearman": 0.25}}}, "test": {"en-en": {"cos_sim": {"spearman": 0.5}}, "ko-ko": {}}}""").Value!.Result;
        result.Scores.Select(split => split.Subsets.Count).Should().Equal(1, 2);
        result.MtebVersion.Should().Be("mteb version not available");
        result.DatasetRevision.Should().Be("dataset revision not available");
        result.Find("test", "ko-ko")!.MainScore.Should().Be(ScoreValue.Null.Instance);
        result.Find("test", "ko-ko")!.MtebVersion.Should().Be("mteb version not available");
    }

    [Fact]
    public void A_subset_that_the_task_does_not_have_gets_the_languages_of_all_in_their_order()
    {
        var migrated = Migrate("""{"mteb_dataset_name": "STS17", "mteb_version": "1.0.2", "test": {"xx": {"cos_sim": {"spearman": 0.5}, "mteb_version": "1.0.1"} } }""");
        var entry = migrated.Value!.Result.Find("test", "xx")!;
        entry.Languages.Should().OnlyHaveUniqueItems().And.Equal(Schemas.Catalogue.TaskCatalogue.Find("STS17")!.Subsets.SelectMany(subset => subset.Languages).Distinct());
        entry.MtebVersion.Should().Be("1.0.1", "an entry keeps a version that it has");
        migrated.Diagnostics.Should().ContainSingle(note => note.Code == "MTEB1212");
    }

    [Fact]
    public void A_pair_classification_before_1_12_48_is_flattened_and_keeps_its_other_fields()
    {
        const string json = """{"dataset_revision": "r", "task_name": "SprintDuplicateQuestions", "mteb_version": "1.12.40-1.13.0", "scores": {"test": [{"max": {"ap": 0.5}, "max_ap": 0.25, "main_score": 0.5, "hf_subset": "default", "languages": ["eng-Latn"]}]}, "evaluation_time": 1, "note": {"a": [1]}}""";
        var text = Text(json);
        text.Should().Contain("\"max_ap\": 0.5,\n        \"main_score\"").And.NotContain("\"max\"").And.Contain("\"note\": {\n    \"a\": [\n      1\n    ]\n  }").And.Contain("\"evaluation_time\": 1,");
        Migrate(json.Replace("1.12.40-1.13.0", "1.12.48", StringComparison.Ordinal)).Value!.IsChanged.Should().BeFalse();
        Migrate(json.Replace("SprintDuplicateQuestions", "STS12", StringComparison.Ordinal)).Value!.IsChanged.Should().BeFalse();
    }

    [Fact]
    public void What_mteb_reads_of_a_file_written_as_it_writes_it_is_what_it_writes_again()
    {
        var once = ResultMigration.Migrate(Encoding.UTF8.GetBytes(Legacy("\"accuracy\": 0.1234567").Replace("null", "\"r\"", StringComparison.Ordinal)), null, asMteb: true).Value!;
        var twice = ResultMigration.Migrate(once.Bytes, null, asMteb: true).Value!;
        twice.IsChanged.Should().BeFalse();
        Encoding.UTF8.GetString(once.Bytes.Span).Should().Contain($"\"mteb_version\": \"{ResultMigration.MtebVersion}\"", "mteb stamps itself on entries that it converts");
    }

    [Fact]
    public void As_mteb_writes_the_null_revision_that_mteb_writes_and_then_refuses()
    {
        var once = ResultMigration.Migrate(Encoding.UTF8.GetBytes(Legacy("\"accuracy\": 0.5")), null, asMteb: true).Value!;
        Encoding.UTF8.GetString(once.Bytes.Span).Should().Contain("\"dataset_revision\": null");
        ResultMigration.Migrate(once.Bytes, null).Succeeded.Should().BeFalse();
    }

    [Theory]
    [InlineData("""{"test": {"accuracy": 0.5}}""", "MTEB1002")]
    [InlineData("""{"mteb_dataset_name": 5, "test": {"accuracy": 0.5}}""", "MTEB1132")]
    [InlineData("""{"mteb_dataset_name": "Nope", "test": {"accuracy": 0.5}}""", "MTEB1131")]
    [InlineData("""{"mteb_dataset_name": "STS12", "evaluation_time": 3, "test": {}}""", "MTEB1132")]
    [InlineData("""{"mteb_dataset_name": "STS12", "test": [1]}""", "MTEB1132")]
    [InlineData("""{"mteb_dataset_name": "STS12", "test": {"max": 5}}""", "MTEB1132")]
    [InlineData("""{"mteb_dataset_name": "STS17", "test": {"en-en": {}, "ko-ko": 5}}""", "MTEB1132")]
    [InlineData("""{"mteb_dataset_name": "STS12", "test": {"evaluation_time": "3"}}""", "MTEB1132")]
    [InlineData("""{"mteb_dataset_name": "STS12", "mteb_version": null, "test": {}}""", "MTEB1112")]
    [InlineData("""{"mteb_dataset_name": "STS12", "mteb_version": "1.11.0", "test": {}}""", "MTEB1112")]
    [InlineData("""{"mteb_dataset_name": "STS12", "mteb_version": "junk", "test": {}}""", "MTEB1112")]
    [InlineData("""{"dataset_revision": "r", "task_name": "Nope", "mteb_version": "1.12.40", "scores": {}, "evaluation_time": 1}""", "MTEB1131")]
    [InlineData("""{"dataset_revision": "r", "task_name": "\ud800", "mteb_version": "2.0", "scores": {}, "evaluation_time": 1}""", "MTEB1003")]
    public void What_mteb_does_not_load_is_refused(string json, string code)
    {
        var migrated = Migrate(json);
        migrated.Succeeded.Should().BeFalse();
        migrated.Diagnostics[0].Code.Should().Be(code);
        migrated.Diagnostics[0].Place.Line.Should().Be(1);
    }

    [Fact]
    public void Everything_that_was_done_is_said_with_its_place()
    {
        var migrated = Migrate("""
            {
              "mteb_dataset_name": "PPC", "dataset_revision": null, "mteb_version": "1.0.2",
              "test": {"evaluation_time": 1, "x": 1, "x": 2,
                "cos_sim": {"ap": 0.12345678}, "max": {"ap": 0.5}},
              "validation": {"evaluation_time": 2.5}
            }
            """);
        string.Join('\n', migrated.Diagnostics.Select(note => $"{note.Place.Line},{note.Place.Column} {note.Code} {note.Message}")).Should().Be("""
            2,24 MTEB1500 The task 'PPC' is called 'PpcPC' today.
            3,31 MTEB1500 'evaluation_time' of 2 splits is added up.
            4,16 MTEB1500 The metrics of 'cos_sim' become 'cosine_...'.
            4,43 MTEB1500 The metrics of 'max' become 'max_...'.
            4,50 MTEB1500 'main_score' is 'max_ap'.
            1,1 MTEB1204 'main_score' is null, for the result has no 'max_ap', which is the main metric today.
            1,1 MTEB1500 Splits stand under 'scores', as lists of entries with subset and languages.
            3,42 MTEB1202 The key 'x' stands twice in one object; its last value is kept.
            2,51 MTEB1500 The dataset revision null becomes 'dataset revision not available', for the current schema wants text.
            1,1 MTEB1500 1 number is rounded to 6 decimals, as mteb writes it.
            """.ReplaceLineEndings("\n"));
        migrated.Value!.Result.EvaluationTime.Should().Be(3.5);
    }

    [Fact]
    public void Languages_that_are_no_texts_stay_what_they_are()
    {
        const string json = """{"dataset_revision": "r", "task_name": "T", "mteb_version": "2.0.0", "scores": {"test": [{"main_score": 0.5, "hf_subset": "default", "languages": ["eng", 5]}]}, "evaluation_time": 1.0}""";
        var result = ResultMigration.Read(Encoding.UTF8.GetBytes(json), null).Value!;
        Encoding.UTF8.GetString(TaskResultWriter.Write(result)).ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal).Should().Contain("\"languages\":[\"eng\",5]");
    }

    [Fact]
    public void An_entry_keeps_a_version_that_is_no_text()
    {
        foreach (var version in new[] { "5", "null", "[\"2.0\"]" })
        {
            var json = $$"""{"dataset_revision": "r", "task_name": "T", "mteb_version": "2.0.0", "scores": {"test": [{"main_score": 0.5, "hf_subset": "default", "languages": [], "mteb_version": {{version}} }]}, "evaluation_time": 1.0}""";
            var result = ResultMigration.Read(Encoding.UTF8.GetBytes(json), null).Value!;
            Encoding.UTF8.GetString(TaskResultWriter.Write(result)).ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal).Should().Contain($"\"mteb_version\":{version}}}");
        }
    }

    private static string Legacy(string metrics, string task = "Banking77Classification") =>
        $$"""{"mteb_dataset_name": "{{task}}", "dataset_revision": null, "mteb_version": "1.0.2", "test": { {{metrics}} } }""";

    private static Outcome<MigratedResult> Migrate(string json) => ResultMigration.Migrate(Encoding.UTF8.GetBytes(json), "T.json");

    private static string Text(string json) => Encoding.UTF8.GetString(Migrate(json).Value!.Bytes.Span);
}
