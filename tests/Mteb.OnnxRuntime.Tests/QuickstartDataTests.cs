using System.Text.Json;

namespace Mteb.OnnxRuntime.Tests;

public class QuickstartDataTests
{
    private static readonly string Data = Repository.At("samples/quickstart/data");

    [Theory]
    [InlineData("QuickstartSTS", "STS", "cosine_spearman")]
    [InlineData("QuickstartClassification", "Classification", "accuracy")]
    [InlineData("QuickstartRetrieval", "Retrieval", "ndcg_at_10")]
    public void A_task_folder_describes_its_task(string name, string type, string mainScore)
    {
        var task = JsonDocument.Parse(File.ReadAllText(Path.Combine(Data, name, "task.json"))).RootElement;

        task.GetProperty("name").GetString().Should().Be(name);
        task.GetProperty("type").GetString().Should().Be(type);
        task.GetProperty("main_score").GetString().Should().Be(mainScore);
        task.GetProperty("eval_splits").EnumerateArray().Select(split => split.GetString()).Should().Equal("test");
        task.GetProperty("languages").EnumerateArray().Select(language => language.GetString()).Should().Equal("eng-Latn");
        task.GetProperty("attributes").ValueKind.Should().Be(JsonValueKind.Object);
    }

    [Fact]
    public void Pairs_have_scores_from_nought_to_five_and_do_not_repeat()
    {
        var pairs = Rows("QuickstartSTS/test.jsonl");

        pairs.Should().HaveCountGreaterThanOrEqualTo(40);
        pairs.Should().OnlyContain(pair => pair.GetProperty("score").GetDouble() >= 0 && pair.GetProperty("score").GetDouble() <= 5);
        pairs.Select(pair => pair.GetProperty("sentence1").GetString()).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Every_class_has_enough_texts_and_no_test_text_is_trained_on()
    {
        var train = Rows("QuickstartClassification/train.jsonl");
        var test = Rows("QuickstartClassification/test.jsonl");

        train.CountBy(row => row.GetProperty("label").GetInt32()).Should().BeEquivalentTo(
            [KeyValuePair.Create(0, 20), KeyValuePair.Create(1, 20), KeyValuePair.Create(2, 20)]);
        test.Select(row => row.GetProperty("label").GetInt32()).Distinct().Should().BeEquivalentTo([0, 1, 2]);
        train.Concat(test).Select(row => row.GetProperty("text").GetString()).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Judgements_name_queries_and_documents_that_there_are()
    {
        var documents = Rows("QuickstartRetrieval/corpus.jsonl").Select(row => row.GetProperty("_id").GetString()!).ToArray();
        var queries = Rows("QuickstartRetrieval/queries.jsonl").Select(row => row.GetProperty("_id").GetString()!).ToArray();
        var lines = File.ReadAllLines(Path.Combine(Data, "QuickstartRetrieval/qrels/test.tsv"));

        lines[0].Should().Be("query-id\tcorpus-id\tscore");
        var judgements = lines.Skip(1).Select(line => line.Split('\t')).ToArray();
        documents.Should().OnlyHaveUniqueItems();
        queries.Should().OnlyHaveUniqueItems();
        judgements.Should().OnlyContain(judgement => judgement.Length == 3 && documents.Contains(judgement[1]));
        judgements.Select(judgement => judgement[0]).Distinct().Should().BeEquivalentTo(queries);
    }

    private static JsonElement[] Rows(string file) =>
        [.. File.ReadLines(Path.Combine(Data, file)).Select(line => JsonDocument.Parse(line).RootElement)];
}
