using System.Text.Json;
using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Datasets.DuckDb;
using Mteb.Evaluation.Datasets.Formats;

namespace Mteb.Evaluation.Tests.Datasets;

/// <summary>Ids and texts that readers like to take for something else come through every format unchanged.</summary>
public sealed class AwkwardTextTests
{
    private static readonly string[] Ids =
    [
        "001", "1e5", "2020-01-01", "with spaces in it", "NULL", "null", "NaN", "true", "-0", "1.0", "12345678901234567890123", "0x1F", " leading",
        "trailing ", "quo\"te", "com,ma", "é😀", "#comment", "1_000", "Infinity", "'", "\\N", "a\\tb", "12:30:00",
    ];

    private static readonly string[] Texts =
    [
        "ends with a newline\n", "\"quoted\"", "two\nlines", "tab\there", "comma, too", "", " ", "crlf\r\ninside", "😀 emoji and \u00e9", "back\\slash", "it's",
        "\"", "\"\"", "\u2028 line separator", "NULL", "1e5", "2020-01-01", "\n", "a;b|c", "x\u001Fy", "\u00A0", "é", "日本語", "end",
    ];

    private static readonly ColumnRequest Id = new(ColumnKind.Id, true, "_id", "id");
    private static readonly ColumnRequest Text = new(ColumnKind.Text, true, "text");

    [Theory]
    [InlineData("jsonl")]
    [InlineData("jsonl.gz")]
    [InlineData("csv")]
    [InlineData("csv.gz")]
    [InlineData("tsv")]
    [InlineData("tsv.gz")]
    [InlineData("parquet")]
    public void Awkward_ids_and_texts_come_through_unchanged(string ending)
    {
        using var folder = new DataFolder();
        var path = Write(folder, ending);

        var read = DataFolder.Read(path, Id, Text);

        read.Diagnostics.Should().BeEmpty();
        read.Value!.Get<string>("_id").Should().Equal(Ids);
        read.Value.Get<string>("text").Should().Equal(Texts);
    }

    [Fact]
    public void The_same_data_have_the_same_fingerprint_in_every_format()
    {
        using var folder = new DataFolder();

        var hashes = new[] { "jsonl", "jsonl.gz", "csv", "tsv.gz", "parquet" }
            .Select(ending => DatasetFingerprint.Of(DataFolder.Read(Write(folder, ending), Id, Text).Value!.Columns));

        hashes.Distinct().Should().ContainSingle().Which.Should().HaveLength(64);
    }

    [Fact]
    public async Task Judgements_in_a_TSV_file_have_no_quotation_marks()
    {
        using var folder = new DataFolder();
        folder.Write("T/corpus.jsonl", """{"_id": "\"d\"", "text": "x"}""");
        folder.Write("T/queries.jsonl", """{"_id": "001", "text": "x"}""");
        folder.Write("T/qrels/test.tsv", "query-id\tcorpus-id\tscore\r\n001\t\"d\"\t1\r\n\"001\td e\t0\r\n001\t\"d\"\t2\r\n");

        var read = await folder.Source().ReadRetrievalAsync(Facts.Of("T", "AbsTaskRetrieval"), "default", "test", RetrievalParts.None, default);

        read.Diagnostics.Should().BeEmpty();
        read.Value!.Qrels.Keys.Should().Equal("001", "\"001");
        read.Value.Qrels["001"].Should().Equal(new Dictionary<string, int> { ["\"d\""] = 2 }, "later duplicates win");
        read.Value.Qrels["\"001"].Should().Equal(new Dictionary<string, int> { ["d e"] = 0 });
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    [InlineData("parquet")]
    [InlineData("tsv.gz")]
    public async Task Judgements_may_be_in_any_format(string ending)
    {
        using var folder = new DataFolder();
        folder.Write("T/corpus.jsonl", """{"id": 7, "text": "x"}""");
        folder.Write("T/queries.jsonl", """{"id": "01", "text": "x"}""");
        var path = $"T/qrels/test.{ending}";
        _ = ending switch
        {
            "csv" => folder.Write(path, "query-id,corpus-id,score\n01,\"7\",1\n01,8,-1\n"),
            "jsonl" => folder.Write(path, "{\"query-id\": \"01\", \"corpus-id\": 7, \"score\": 1.0}\n{\"query-id\": \"01\", \"corpus-id\": 8, \"score\": -1}"),
            "parquet" => folder.WriteParquet(path, "SELECT '01' AS \"query-id\", id AS \"corpus-id\", score FROM (VALUES (7, 1.0::DOUBLE), (8, -1)) t(id, score)"),
            _ => folder.Write(path, "corpus-id\tnote\tquery-id\tscore\n7\t\t01\t1.0\n\n8\tx\t01\t-1"),
        };

        var read = await folder.Source().ReadRetrievalAsync(Facts.Of("T", "AbsTaskRetrieval"), "default", "test", RetrievalParts.None, default);

        read.Diagnostics.Should().BeEmpty();
        read.Value!.DocumentIds.Should().Equal("7");
        read.Value.Qrels["01"].Should().Equal(new Dictionary<string, int> { ["7"] = 1, ["8"] = -1 });
    }

    [Theory]
    [InlineData("csv", 1)]
    [InlineData("csv", 2)]
    [InlineData("parquet", 1)]
    [InlineData("parquet", 2)]
    [InlineData("jsonl", 1)]
    public void The_order_of_many_rows_is_that_of_the_file(string ending, int threads)
    {
        const int Rows = 300_000;
        using var folder = new DataFolder();
        var path = ending == "parquet"
            ? folder.WriteParquet("rows.parquet", $"SELECT (i * 7919) % {Rows} AS value, 'text of ' || i AS text FROM range({Rows}) r(i)")
            : folder.Write($"rows.{ending}", string.Concat(Header(ending).Concat(Enumerable.Range(0, Rows).Select(i => Row(ending, i, (int)(i * 7919L % Rows))))));

        var read = TabularReader.Read(
            DataFile.Of(path, out _)!, [new(ColumnKind.Integer, true, "value"), Text], new ReadContext(new DuckDbOptions(threads), default));

        read.Diagnostics.Should().BeEmpty();
        read.Value!.RowCount.Should().Be(Rows);
        read.Value.Get<long>("value").Should().Equal(Enumerable.Range(0, Rows).Select(i => i * 7919L % Rows));
        read.Value.Get<string>("text")[Rows - 1].Should().Be($"text of {Rows - 1}");
    }

    private static string[] Header(string ending) => ending == "csv" ? ["value,text\n"] : [];

    private static string Row(string ending, int i, int value) =>
        ending == "csv" ? $"{value},\"text of {i}\"\n" : $"{{\"value\": {value}, \"text\": \"text of {i}\"}}\n";

    private static string Write(DataFolder folder, string ending) => ending.Split('.')[0] switch
    {
        "jsonl" => folder.Write($"data.{ending}", string.Concat(Ids.Zip(Texts, (id, text) => JsonSerializer.Serialize(new { _id = id, text }) + "\n"))),
        "csv" => folder.Write($"data.{ending}", "_id,text\n" + string.Concat(Ids.Zip(Texts, (id, text) => $"{Quote(id)},{Quote(text)}\n"))),
        "tsv" => folder.Write($"data.{ending}", "_id\ttext\n" + string.Concat(Ids.Zip(Texts, (id, text) => $"{Quote(id)}\t{Quote(text)}\n"))),
        _ => folder.WriteParquet(
            $"data.{ending}",
            $"SELECT * FROM (VALUES {string.Join(", ", Ids.Zip(Texts, (id, text) => $"({Literal(id)}, {Literal(text)})"))}) t(_id, text)"),
    };

    // Where nothing demands quotation marks there are none: 001 must stay 001 all the same.
    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\t\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
