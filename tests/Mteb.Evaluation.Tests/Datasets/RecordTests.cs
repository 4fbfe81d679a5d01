using Mteb.Evaluation.Datasets;

namespace Mteb.Evaluation.Tests.Datasets;

/// <summary>What is remembered of data that were read: hashes and statistics.</summary>
public sealed class RecordTests
{
    private static readonly ColumnSpec[] Columns = [new("text", ColumnType.Text), new("label", ColumnType.Label)];

    [Fact]
    public async Task The_hash_depends_on_content_and_order_only()
    {
        var first = await Read("test.jsonl", "{\"text\": \"a\", \"label\": 0, \"more\": 1}\n{\"text\": \"b\", \"label\": 1}");
        var same = await Read("test.csv", "label,text\n0,a\n1,b\n");
        var reordered = await Read("test.csv", "label,text\n1,b\n0,a\n");
        var texts = await Read("test.csv", "label,text\n00,a\n01,b\n");

        same.Sha256.Should().Be(first.Sha256).And.MatchRegex("^[0-9a-f]{64}$");
        new[] { first, reordered, texts }.Select(record => record.Sha256).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task The_revision_covers_every_split_in_any_order()
    {
        var test = await Read("test.csv", "label,text\n0,a\n1,b\n");
        var train = await Read("test.csv", "label,text\n0,c\n1,d\n") with { Split = "train" };

        static (string Subset, string Split, string Sha256) Part(DataRecord record) => (record.Subset, record.Split, record.Sha256);
        DatasetFingerprint.Revision([Part(test), Part(train)]).Should().Be(DatasetFingerprint.Revision([Part(train), Part(test)])).And.MatchRegex("^[0-9a-f]{40}$");
        DatasetFingerprint.Revision([Part(test)]).Should().NotBe(DatasetFingerprint.Revision([Part(train)]));
    }

    [Fact]
    public void Long_texts_are_hashed_whole()
    {
        var text = string.Concat(Enumerable.Repeat("😀é", 50_000));

        string Hash(string value) => DatasetFingerprint.Of(new Dictionary<string, Array> { ["text"] = new[] { "x", value, "y" } });

        Hash(text).Should().NotBe(Hash(text[..^1] + "e")).And.Be(Hash(new string(text)));
    }

    [Fact]
    public async Task Reading_the_same_again_leaves_one_record()
    {
        using var folder = new DataFolder();
        folder.Write("T/test.csv", "label,text\n0,a\n");
        var source = folder.Source();
        var task = Facts.Of("T", "AbsTaskClassification");

        await source.ReadTableAsync(task, "default", "test", Columns, default);
        await source.ReadTableAsync(task, "default", "test", Columns, default);
        await source.ReadTableAsync(task, "default", "test", [Columns[0]], default);

        source.Records("T").Should().HaveCount(2);
    }

    [Fact]
    public async Task Lengths_are_counted_in_code_points()
    {
        var record = await Read("test.jsonl", "{\"text\": \"😀é\", \"label\": \"x\"}\n{\"text\": \"\", \"label\": \"y\"}\n{\"text\": \"abcd\", \"label\": \"x\"}");

        record.Statistics.Numbers.Should().Equal(new Dictionary<string, double>
        {
            ["num_samples"] = 3,
            ["text.min"] = 0,
            ["text.avg"] = 2,
            ["text.max"] = 4,
            ["unique_labels"] = 2,
            ["num_chars"] = 6,
        });
    }

    [Fact]
    public void Old_clusterings_count_their_sentences()
    {
        var task = Facts.Of("T", "AbsTaskClusteringLegacy");
        var columns = new Dictionary<string, Array>
        {
            ["sentences"] = new[] { new[] { "a", "bb" }, ["ccc"] },
            ["labels"] = new[] { new[] { new Label("x"), new Label("y") }, [new Label("x")] },
        };

        TableStatistics.Of(task, 2, columns).Numbers.Should().Equal(new Dictionary<string, double>
        {
            ["num_samples"] = 3,
            ["text.min"] = 1,
            ["text.avg"] = 2,
            ["text.max"] = 3,
            ["unique_labels"] = 2,
            ["num_chars"] = 6,
        });
    }

    [Fact]
    public void Documents_are_their_titles_and_texts_and_only_judged_queries_count()
    {
        var data = new RetrievalData
        {
            DocumentIds = ["d", "e"],
            DocumentTexts = [" ab ", "\u001Fcd"],
            DocumentTitles = ["t", ""],
            QueryIds = ["q", "unjudged", "r"],
            Queries = [new QueryText("one"), new QueryText("never"), new QueryText(null, [new("user", "hi"), new(null, "yo")])],
            Instructions = ["go", null, null],
            Qrels = new Dictionary<string, IReadOnlyDictionary<string, int>>
            {
                ["q"] = new Dictionary<string, int> { ["d"] = 1, ["e"] = 0 },
                ["r"] = new Dictionary<string, int> { ["d"] = 2 },
                ["unknown"] = new Dictionary<string, int> { ["d"] = 1 },
            },
            TopRanked = new Dictionary<string, IReadOnlyList<string>> { ["q"] = ["d"], ["r"] = ["d", "e"] },
        };

        // "t  ab" and "cd"; "one go" and "user: hi; yo".
        RetrievalStatistics.Of(data).Numbers.Should().Equal(new Dictionary<string, double>
        {
            ["num_documents"] = 2,
            ["num_queries"] = 2,
            ["num_samples"] = 4,
            ["documents_text.min"] = 2,
            ["documents_text.avg"] = 3.5,
            ["documents_text.max"] = 5,
            ["queries_text.min"] = 6,
            ["queries_text.avg"] = 9,
            ["queries_text.max"] = 12,
            ["qrels.positive"] = 2,
            ["qrels.avg"] = 1,
            ["top_ranked.min"] = 1,
            ["top_ranked.avg"] = 1.5,
            ["top_ranked.max"] = 2,
            ["top_ranked.total"] = 3,
            ["num_chars"] = 25,
        });
    }

    [Fact]
    public async Task Data_that_differ_from_published_statistics_are_a_warning_that_names_the_numbers()
    {
        var record = await Read("test.csv", "label,text\n0,a\n1,bbb\n");

        record.Check(new Dictionary<string, double> { ["num_samples"] = 2, ["text.avg"] = 2.0, ["text.unique"] = 17 }).Should().BeNull();
        record.Check(new Dictionary<string, double>()).Should().BeNull();
        record.Statistics.CompareWith(new Dictionary<string, double>()).IsEqual.Should().BeFalse();
        record.Statistics.CompareWith(new Dictionary<string, double> { ["text.max"] = 3 }).IsEqual.Should().BeTrue();
        var diagnostic = record.Check(new Dictionary<string, double> { ["num_samples"] = 3, ["text.avg"] = 2.01 })!;
        diagnostic.Code.Should().Be("MTEB3170");
        diagnostic.Message.Should().Contain("num_samples is 2 instead of 3, text.avg is 2 instead of 2.01.");
    }

    private static async Task<DataRecord> Read(string name, string content)
    {
        using var folder = new DataFolder();
        folder.Write($"T/{name}", content);
        var source = folder.Source();
        var read = await source.ReadTableAsync(Facts.Of("T", "AbsTaskClassification"), "default", "test", Columns, default);
        read.Diagnostics.Should().BeEmpty();
        return source.Records("T").Single();
    }
}
