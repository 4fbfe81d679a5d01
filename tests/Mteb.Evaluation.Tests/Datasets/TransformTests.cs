using System.Text.Json;
using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Datasets.Transforms;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Catalogue;

namespace Mteb.Evaluation.Tests.Datasets;

/// <summary>Stored data become what mteb evaluates; data that are in that form already stay as they are.</summary>
public sealed class TransformTests
{
    private static readonly ColumnSpec[] Pairs = [new("sentence1", ColumnType.Text), new("sentence2", ColumnType.Text), new("labels", ColumnType.Label)];
    private static readonly ColumnSpec[] Classes = [new("text", ColumnType.Text), new("label", ColumnType.Label)];
    private static readonly ColumnSpec[] Clusters = [new("sentences", ColumnType.Text), new("labels", ColumnType.LabelList)];

    [Fact]
    public void Every_transform_belongs_to_a_task_of_the_catalogue() =>
        TaskTransforms.TaskNames.Should().AllSatisfy(name => TaskCatalogue.Find(name).Should().NotBeNull(name));

    [Theory]
    [InlineData("TwitterURLCorpus", """{"sent1": "a", "sent2": "b", "labels": 1}""")]
    [InlineData("TwitterURLCorpus", """{"sentence1": "a", "sentence2": "b", "labels": 1}""")]
    [InlineData("XNLI", """{"premise": "a", "hypothesis": "b", "label": 0}""")]
    [InlineData("XNLI", """{"sentence1": "a", "sentence2": "b", "labels": 1}""")]
    public async Task Columns_of_pairs_are_found_under_the_stored_and_under_the_final_name(string task, string row)
    {
        var table = await ReadAsync(task, Pairs, ("test", row));

        (table.Texts("sentence1")[0], table.Texts("sentence2")[0], table.Labels("labels")[0].Number).Should().Be(("a", "b", 1L));
    }

    [Fact]
    public async Task Of_three_kinds_of_inference_the_neutral_one_is_left_out()
    {
        var rows = Lines(6, row => new { premise = $"p{row}", hypothesis = "h", label = row % 3 });

        var table = await ReadAsync("XNLI", Pairs, ("test", rows));

        table.Texts("sentence1").Should().Equal("p0", "p2", "p3", "p5");
        table.Labels("labels").Select(label => label.Number).Should().Equal(1, 0, 1, 0);
    }

    [Fact]
    public async Task A_big_split_is_cut_to_2048_rows_by_class_and_the_training_split_is_not()
    {
        var rows = Lines(3000, row => new { text = $"t{row}", label = row % 3 == 0 ? 1 : 0 });

        var test = await ReadAsync("ToxicConversationsClassification", Classes, ("test", rows));
        var train = await ReadAsync("ToxicConversationsClassification", Classes, ("train", rows));

        var kept = StratifiedSplit.Split([.. Enumerable.Range(0, 3000).Select(row => row % 3 == 0 ? 1 : 0)], 952, 2048, 42)!.Value.Test;
        test.Texts("text").Should().Equal(kept.Select(row => $"t{row}"));
        train.RowCount.Should().Be(3000);
    }

    [Theory]
    [InlineData("""{"sentences": ["a", "b"], "labels": ["x.y", "x"]}""")]
    [InlineData("{\"sentences\": \"a\", \"labels\": \"x.y\"}\n{\"sentences\": \"b\", \"labels\": \"x\"}")]
    [InlineData("{\"sentences\": \"a\", \"labels\": [\"x\", \"y\"]}\n{\"sentences\": \"b\", \"labels\": [\"x\"]}")]
    public async Task Lists_become_rows_and_dotted_labels_become_levels(string rows)
    {
        var table = await ReadAsync("ArXivHierarchicalClusteringP2P", Clusters, ("test", rows));

        table.Texts("sentences").Should().Equal("a", "b");
        table.LabelLists("labels").Select(levels => string.Join('/', levels)).Should().Equal("x/y", "x");
    }

    [Fact]
    public async Task A_random_draw_takes_the_test_part_of_the_seed()
    {
        var rows = Lines(2100, row => new { sentences = $"t{row}", labels = "a.b" });

        var table = await ReadAsync("ArXivHierarchicalClusteringS2S", Clusters, ("test", rows));

        table.Texts("sentences").Should().Equal(new NumpyGenerator(42).Permutation(2100).Take(2048).Select(row => $"t{row}"));
    }

    [Fact]
    public async Task Labels_that_stand_once_are_left_out()
    {
        var table = await ReadAsync("StackExchangeClusteringP2P.v2", Clusters, ("test", """{"sentences": ["a", "b", "c"], "labels": ["x", "y", "x"]}"""));

        table.Texts("sentences").Should().Equal("a", "c");
    }

    [Fact]
    public async Task Lists_of_different_lengths_are_an_error_and_not_cut()
    {
        using var folder = new DataFolder();
        folder.Write("MedrxivClusteringS2S.v2/test.jsonl", """{"sentences": ["a", "b"], "labels": ["x"]}""");

        var read = await folder.Source().ReadTableAsync(Task("MedrxivClusteringS2S.v2"), "default", "test", Clusters, default);

        read.Succeeded.Should().BeFalse();
        read.Diagnostics.Should().ContainSingle().Which.Place.File.Should().Be(folder.At("MedrxivClusteringS2S.v2/test.jsonl"));
    }

    [Fact]
    public async Task Three_splits_together_are_the_one_that_is_clustered()
    {
        var table = await ReadAsync(
            "SIB200ClusteringS2S", Clusters,
            ("test", """{"text": "c", "category": "z"}"""), ("train", """{"text": "a", "category": "x"}"""), ("validation", """{"text": "b", "category": "y"}"""));

        table.Texts("sentences").Should().Equal("a", "b", "c");
        table.LabelLists("labels").Select(levels => levels.Single().Text).Should().Equal("x", "y", "z");
    }

    [Fact]
    public async Task One_split_is_divided_into_training_and_test_rows()
    {
        var rows = Lines(2500, row => new { text = $"t{row}", is_hateful = row % 2 == 0 ? "hateful" : "non-hateful", functionality = $"f{row % 5}" });

        var train = await ReadAsync("MultiHateClassification", Classes, ("test", rows));
        var test = await ReadAsync("MultiHateClassification", Classes, "train", ("test", rows));

        (train.RowCount, test.RowCount).Should().Be((1000, 1000));
        train.Texts("text").Should().NotIntersectWith(test.Texts("text"));
        train.Labels("label").Select(label => label.Number).Distinct().Should().BeEquivalentTo([0L, 1L]);
        var parts = StratifiedSplit.Split([.. Enumerable.Range(0, 2500).Select(row => row % 5)], 1000, 1000, 42)!.Value;
        train.Texts("text").Should().Equal(parts.Test.Select(row => $"t{row}"));
    }

    [Fact]
    public async Task A_training_split_of_another_name_is_taken()
    {
        var table = await ReadAsync("TweetTopicSingleClassification", Classes, "train", ("train_2021", """{"text": "a", "label": 1}"""));

        table.Texts("text").Should().Equal("a");
    }

    [Fact]
    public async Task Textual_labels_get_the_number_of_their_place()
    {
        var table = await ReadAsync("ScalaClassification", Classes, ("test", "{\"text\": \"a\", \"label\": \"incorrect\"}\n{\"text\": \"b\", \"label\": \"correct\"}"));

        table.Labels("label").Select(label => label.Number).Should().Equal(1, 0);
    }

    private static TaskFacts Task(string name) => TaskCatalogue.Find(name)!;

    private static Task<Table> ReadAsync(string task, ColumnSpec[] columns, params (string Split, string Rows)[] files) =>
        ReadAsync(task, columns, files[0].Split, files);

    private static async Task<Table> ReadAsync(string task, ColumnSpec[] columns, string split, params (string Split, string Rows)[] files)
    {
        using var folder = new DataFolder();
        foreach (var (name, rows) in files)
        {
            folder.Write($"{task}/{name}.jsonl", rows);
        }

        var read = await folder.Source().ReadTableAsync(Task(task), "default", split, columns, default);
        read.Diagnostics.Should().BeEmpty();
        return read.Value!;
    }

    private static string Lines(int rows, Func<int, object> row) =>
        string.Join('\n', Enumerable.Range(0, rows).Select(i => JsonSerializer.Serialize(row(i))));
}
