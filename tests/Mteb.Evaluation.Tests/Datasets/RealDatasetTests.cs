using System.Text.Json;
using Mteb.Evaluation.Datasets;
using Mteb.Schemas.Catalogue;

namespace Mteb.Evaluation.Tests.Datasets;

/// <summary>Real data in mteb's layout: every row is read, and mteb's published statistics come out.</summary>
public sealed class RealDatasetTests
{
    private static readonly Dictionary<string, ColumnSpec[]> Columns = new()
    {
        ["BitextMining"] = [new("sentence1", ColumnType.Text), new("sentence2", ColumnType.Text)],
        ["Classification"] = [new("text", ColumnType.Text), new("label", ColumnType.Label)],
        ["Clustering"] = [new("sentences", ColumnType.Text), new("labels", ColumnType.LabelList)],
        ["MultilabelClassification"] = [new("text", ColumnType.Text), new("label", ColumnType.LabelList)],
        ["PairClassification"] = [new("sentence1", ColumnType.Text), new("sentence2", ColumnType.Text), new("labels", ColumnType.Label)],
        ["STS"] = [new("sentence1", ColumnType.Text), new("sentence2", ColumnType.Text), new("score", ColumnType.Number)],
        ["Summarization"] =
        [
            new("text", ColumnType.Text), new("human_summaries", ColumnType.TextList), new("machine_summaries", ColumnType.TextList),
            new("relevance", ColumnType.NumberList),
        ],
    };

    public static TheoryData<string> Tasks() => SharedMaterial.Root is null
        ? ["(absent)"]
        : [.. Goldens.Parse(SharedMaterial.At("datasets/manifest.json")).GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("task").GetString()!)];

    [SharedTheory("datasets/", "catalogue/stats.json.gz")]
    [MemberData(nameof(Tasks))]
    public async Task Real_data_have_the_rows_of_the_manifest_and_the_statistics_of_mteb(string name)
    {
        var task = Goldens.Parse(SharedMaterial.At("datasets/manifest.json")).GetProperty("tasks").EnumerateArray()
            .Single(entry => entry.GetProperty("task").GetString() == name);
        var source = new LocalTaskDataSource(SharedMaterial.At("datasets"));
        var type = task.GetProperty("type").GetString()!;
        var rows = task.GetProperty("rows").EnumerateObject().ToDictionary(file => file.Name, file => file.Value.GetInt32());

        var splits = type == "Retrieval" ? [("default", "test")] : rows.Keys.Select(SubsetAndSplit).ToList();
        foreach (var (subset, split) in splits)
        {
            var facts = Facts.Of(name, $"AbsTask{type}", [subset]);
            source.FindSubsets(facts).Diagnostics.Should().BeEmpty();
            if (type == "Retrieval")
            {
                await ReadRetrieval(source, facts, rows);
            }
            else
            {
                var table = await source.ReadTableAsync(facts, subset, split, Columns[type], default);
                table.Diagnostics.Should().BeEmpty();
                table.Value!.RowCount.Should().Be(rows.Single(file => SubsetAndSplit(file.Key) == (subset, split)).Value);
            }
        }

        source.Records(name).Should().HaveCount(splits.Count);
        if (task.GetProperty("match").GetString() == "exact")
        {
            source.Records(name).Should().OnlyContain(record => record.Check(Published(record)) == null);
            source.Records(name).Should().OnlyContain(record => record.Statistics.CompareWith(Published(record)).Compared >= 4);
        }
    }

    private static async Task ReadRetrieval(LocalTaskDataSource source, TaskFacts facts, Dictionary<string, int> rows)
    {
        var outcome = await source.ReadRetrievalAsync(facts, "default", "test", RetrievalParts.None, default);

        outcome.Diagnostics.Should().BeEmpty();
        var data = outcome.Value!;
        data.TopRanked.Should().BeNull();
        data.Instructions.Should().BeNull();
        data.DocumentIds.Should().HaveCount(rows.Single(file => file.Key.Contains("/corpus.", StringComparison.Ordinal)).Value);
        data.QueryIds.Should().HaveCount(rows.Single(file => file.Key.Contains("/queries.", StringComparison.Ordinal)).Value);
        data.Qrels.Sum(query => query.Value.Count).Should().Be(rows.Single(file => file.Key.Contains("/qrels/", StringComparison.Ordinal)).Value);
        if (rows.ContainsKey($"{facts.Name}/top_ranked/test.jsonl.gz"))
        {
            // What is in these folders beyond mteb's own data, which therefore does not count in the statistics.
            var other = new LocalTaskDataSource(SharedMaterial.At("datasets"));
            var all = await other.ReadRetrievalAsync(facts, "default", "test", RetrievalParts.TopRanked | RetrievalParts.Instructions, default);
            all.Value!.TopRanked.Should().HaveCount(data.QueryIds.Count);
            all.Value.Instructions.Should().HaveCount(data.QueryIds.Count).And.NotContainNulls();
            other.Records(facts.Name).Should().ContainSingle().Which.Files.Should().HaveCount(5);
        }
    }

    private static (string Subset, string Split) SubsetAndSplit(string path) =>
        path.Split('/') is [_, var subset, var file] ? (subset, file.Split('.')[0]) : ("default", path.Split('/')[1].Split('.')[0]);

    private static Dictionary<string, double> Published(DataRecord record)
    {
        var split = Goldens.Parse(SharedMaterial.At("catalogue/stats.json.gz")).GetProperty(record.Task).GetProperty(record.Split);
        var numbers = record.Subset == "default" ? split : split.GetProperty("subsets").GetProperty(record.Subset);
        return Flat(numbers, "").ToDictionary();
    }

    private static IEnumerable<KeyValuePair<string, double>> Flat(JsonElement numbers, string prefix) => numbers.EnumerateObject().SelectMany(
        property => property.Value.ValueKind switch
        {
            JsonValueKind.Number => [new(prefix + property.Name, property.Value.GetDouble())],
            JsonValueKind.Object when property.Name != "subsets" => Flat(property.Value, $"{prefix}{property.Name}."),
            _ => Enumerable.Empty<KeyValuePair<string, double>>(),
        });
}
