using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Datasets.DuckDb;
using Mteb.Evaluation.Datasets.Formats;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Tests.Datasets;

/// <summary>Everything that can be wrong with a data file has a code, a place and a remedy.</summary>
public sealed class DiagnosticTests
{
    private static readonly ColumnRequest Text = new(ColumnKind.Text, true, "text");
    private static readonly ColumnRequest Label = new(ColumnKind.Label, true, "label");
    private static readonly ColumnRequest Number = new(ColumnKind.Number, true, "score");
    private static readonly ColumnRequest Labels = new(ColumnKind.LabelList, true, "labels");

    public static TheoryData<string, byte[], string, string, int, int, string> BrokenFiles() => new()
    {
        { "a.jsonl", "{\"text\": \"x\"}\n{\"text\": }"u8.ToArray(), "text", "MTEB3158", 2, 10, "'}'" },
        { "a.jsonl", "{\"text\": \"é😀\", \"b\": NaN}"u8.ToArray(), "text", "MTEB3158", 1, 22, "'N'" },
        { "a.jsonl", "{\"text\": \"x\"} {\"text\": \"y\"}"u8.ToArray(), "text", "MTEB3158", 1, 15, "'{'" },
        { "a.jsonl", "[{\"text\": \"x\"}]"u8.ToArray(), "text", "MTEB3158", 1, 1, "not an object" },
        { "a.jsonl", "{\"text\": \"\\ud83d\"}"u8.ToArray(), "text", "MTEB3158", 1, 10, "surrogate" },
        { "a.jsonl", "{\"text\": \"x\""u8.ToArray(), "text", "MTEB3158", 1, 13, "Expected" },
        { "a.jsonl", [.. "{\"text\": \"é"u8, 0xE9, .. "\"}"u8], "text", "MTEB3159", 1, 12, "UTF-8" },
        { "a.csv", [.. "text\nx\n"u8, 0xE9, .. "\n"u8], "text", "MTEB3159", 3, 0, "UTF-8" },
        { "a.tsv", [.. "text\tb\nx\ty\n"u8, 0xC3, 0x28, .. "\tz\n"u8], "text", "MTEB3159", 3, 0, "UTF-8" },
        { "a.jsonl", "{\"txt\": \"x\", \"b\": 1}"u8.ToArray(), "text", "MTEB3155", 1, 0, "'txt', 'b'. The nearest name is 'txt'." },
        { "a.csv", "txt,b\nx,1\n"u8.ToArray(), "text", "MTEB3155", 1, 0, "'txt', 'b'. The nearest name is 'txt'." },
        { "a.jsonl", "{\"text\": \"x\"}\n{\"text\": null}"u8.ToArray(), "text", "MTEB3157", 2, 0, "'text' has no value" },
        { "a.jsonl", "{\"text\": \"x\"}\n\n{\"b\": 1}"u8.ToArray(), "text", "MTEB3157", 3, 0, "'text' has no value" },
        { "a.jsonl", "{\"labels\": [1, null]}"u8.ToArray(), "labels", "MTEB3157", 1, 16, "element" },
        { "a.jsonl", "{\"text\": \"x\"}\n{\"b\": 1, \"text\": 5}"u8.ToArray(), "text", "MTEB3156", 2, 18, "holds the number 5" },
        { "a.jsonl", "{\"label\": 1.5}"u8.ToArray(), "label", "MTEB3156", 1, 11, "the number 1.5" },
        { "a.jsonl", "{\"score\": \"1\"}"u8.ToArray(), "score", "MTEB3156", 1, 11, "holds a text" },
        { "a.jsonl", "{\"score\": 1e999}"u8.ToArray(), "score", "MTEB3156", 1, 11, "1e999" },
        { "a.jsonl", "{\"labels\": {\"a\": 1}}"u8.ToArray(), "labels", "MTEB3156", 1, 12, "an object" },
        { "a.csv", "b,score\n\"two\nlines\",1\ny,z\n"u8.ToArray(), "score", "MTEB3156", 4, 0, "'z'" },
        { "a.csv", "b,score\nx,1\n\ny,\n"u8.ToArray(), "score", "MTEB3156", 4, 0, "nothing" },
        { "a.csv", "b,score\ny,nan\n"u8.ToArray(), "score", "MTEB3156", 2, 0, "'nan'" },
        { "a.csv", "b,score\ny, 1\n"u8.ToArray(), "score", "MTEB3156", 2, 0, "' 1'" },
        { "a.jsonl", ""u8.ToArray(), "text", "MTEB3160", 0, 0, "no rows" },
        { "a.jsonl", "\n \n"u8.ToArray(), "text", "MTEB3160", 0, 0, "no rows" },
        { "a.csv", ""u8.ToArray(), "text", "MTEB3160", 0, 0, "no rows" },
        { "a.csv", "text,b\n"u8.ToArray(), "text", "MTEB3160", 0, 0, "no rows" },
        { "a.jsonl", "{\"label\": 1}\n{\"label\": \"b\"}"u8.ToArray(), "label", "MTEB3161", 2, 11, "numbers in the rows before, but a text" },
        { "a.jsonl", "{\"labels\": [\"a\"]}\n{\"labels\": [1]}"u8.ToArray(), "labels", "MTEB3161", 2, 13, "texts in the rows before, but a number" },
        { "a.csv", "labels\n1\n"u8.ToArray(), "labels", "MTEB3162", 1, 0, "no notation" },
        { "a.csv", "text,b\nx,1\ny\n"u8.ToArray(), "text", "MTEB3163", 3, 0, "1 fields, the header has 2" },
        { "a.csv", "text,b\nx,1\ny,2,3\n"u8.ToArray(), "text", "MTEB3163", 3, 0, "3 fields, the header has 2" },
        { "a.csv", "text,b\nx,1\né😀,\"2\"3\n"u8.ToArray(), "text", "MTEB3163", 3, 8, "follows the closing" },
        { "a.csv", "text,b\nx,1\ny,\"2\nz,3\n"u8.ToArray(), "text", "MTEB3163", 3, 3, "never closed" },
        { "a.csv", "text,b\nx,1\r\n"u8.ToArray(), "text", "MTEB3163", 2, 0, "mixes line ends" },
        { "a.csv", "text,b\rx,1\r"u8.ToArray(), "text", "MTEB3163", 1, 7, "carriage return" },
        { "a.csv", "text,text\nx,1\n"u8.ToArray(), "text", "MTEB3163", 1, 0, "more than once" },
        { "a.parquet", "no Parquet at all"u8.ToArray(), "text", "MTEB3164", 0, 0, "magic bytes" },
    };

    [Theory]
    [MemberData(nameof(BrokenFiles))]
    public void A_broken_file_is_reported_with_code_place_and_remedy(
        string name, byte[] content, string column, string code, int line, int columnNumber, string message)
    {
        using var folder = new DataFolder();
        var path = folder.Write(name, content);

        var read = DataFolder.Read(path, new[] { Text, Label, Number, Labels }.Single(request => request.Name == column));

        read.Succeeded.Should().BeFalse();
        var diagnostic = read.Diagnostics.Should().ContainSingle().Subject;
        diagnostic.Code.Should().Be(code, diagnostic.Message);
        diagnostic.Place.Should().Be(new SourcePlace(path, line, columnNumber), diagnostic.Message);
        diagnostic.Message.Should().Contain(message).And.EndWith(".");
        diagnostic.Remedy.Should().EndWith(".").And.NotBeEmpty();
    }

    [Theory]
    [InlineData("SELECT 'x'::BLOB AS text", "MTEB3156", "BLOB")]
    [InlineData("SELECT 1 AS text", "MTEB3156", "INTEGER")]
    [InlineData("SELECT ['x'] AS text", "MTEB3156", "VARCHAR[]")]
    [InlineData("SELECT NULL::VARCHAR AS text UNION ALL SELECT 'x'", "MTEB3157", "Row 1: ")]
    [InlineData("SELECT 'x' AS txt, 1 AS b", "MTEB3155", "'txt', 'b'")]
    [InlineData("SELECT 'x' AS text WHERE false", "MTEB3160", "no rows")]
    public void A_Parquet_file_must_have_the_right_types_and_values(string select, string code, string message)
    {
        using var folder = new DataFolder();

        var read = DataFolder.Read(folder.WriteParquet("a.parquet", select), Text);

        read.Diagnostics.Should().ContainSingle().Which.Code.Should().Be(code);
        read.Diagnostics[0].Message.Should().Contain(message);
    }

    [Fact]
    public void A_number_that_is_not_finite_is_refused_in_Parquet_with_its_row()
    {
        using var folder = new DataFolder();
        var path = folder.WriteParquet("a.parquet", "SELECT CASE WHEN i = 4999 THEN 'nan'::DOUBLE ELSE i END AS score FROM range(5000) r(i)");

        var diagnostic = DataFolder.Read(path, Number).Diagnostics.Should().ContainSingle().Subject;

        (diagnostic.Code, diagnostic.Message[..10]).Should().Be(("MTEB3156", "Row 5000: "));
    }

    [Theory]
    [InlineData("a.jsonl.gz", "{\"text\": \"some text that is long enough\"}\n")]
    [InlineData("a.csv.gz", "some text\n")]
    public void A_packed_file_that_was_cut_off_is_noticed(string name, string row)
    {
        using var folder = new DataFolder();
        var path = folder.Write(name, "text\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => row.Replace("some", $"some{i * 7919}", StringComparison.Ordinal))));
        if (name == "a.jsonl.gz")
        {
            File.Delete(path);
            folder.Write(name, string.Concat(Enumerable.Range(0, 20_000).Select(i => row.Replace("some", $"some{i * 7919}", StringComparison.Ordinal))));
        }

        var whole = File.ReadAllBytes(path);
        DataFolder.Read(path, Text).Value!.RowCount.Should().Be(20_000);
        foreach (var length in new[] { whole.Length / 2, whole.Length - 9, whole.Length - 1 })
        {
            File.WriteAllBytes(path, whole[..length]);
            DataFolder.Read(path, Text).Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3167");
        }
    }

    [Fact]
    public void Several_gzip_members_are_one_file()
    {
        using var folder = new DataFolder();
        var member = File.ReadAllBytes(folder.Write("m.jsonl.gz", "{\"text\": \"x\"}\n"));
        File.WriteAllBytes(folder.At("a.jsonl.gz"), [.. member, .. member]);

        DataFolder.Read(folder.At("a.jsonl.gz"), Text).Value!.Get<string>("text").Should().Equal("x", "x");
    }

    [Theory]
    [InlineData("a.csv")]
    [InlineData("a.parquet")]
    public void Without_DuckDB_only_its_formats_are_refused(string name)
    {
        using var folder = new DataFolder();
        var context = new ReadContext(DuckDbOptions.Default, default) { HasDuckDb = () => false };

        var refused = TabularReader.Read(DataFile.Of(folder.Write(name, "text\nx\n"), out _)!, [Text], context);
        var read = TabularReader.Read(DataFile.Of(folder.Write("a.jsonl", "{\"text\": \"x\"}"), out _)!, [Text], context);

        refused.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3166");
        read.Succeeded.Should().BeTrue();
    }

    [Theory]
    [InlineData("q1\td1\t1\n", "MTEB3165", 1)]
    [InlineData("query-id\tcorpus-id\tscore\n", "MTEB3160", 0)]
    [InlineData("query-id\tcorpus-id\tscore\nq\td\n", "MTEB3163", 2)]
    [InlineData("query-id\tcorpus-id\tscore\nq\td\t1\nq\td\t0.5\n", "MTEB3156", 3)]
    [InlineData("query-id\tcorpus-id\tscore\nq\td\t3000000000\n", "MTEB3156", 2)]
    public async Task Judgements_are_checked_line_by_line(string qrels, string code, int line)
    {
        using var folder = new DataFolder();
        folder.Write("T/corpus.jsonl", "{\"_id\": \"d\", \"text\": \"x\"}");
        folder.Write("T/queries.jsonl", "{\"_id\": \"q\", \"text\": \"x\"}");
        var path = folder.Write("T/qrels/test.tsv", qrels);

        var read = await folder.Source().ReadRetrievalAsync(Facts.Of("T", "AbsTaskRetrieval"), "default", "test", RetrievalParts.None, default);

        var diagnostic = read.Diagnostics.Should().ContainSingle().Subject;
        (diagnostic.Code, diagnostic.Place).Should().Be((code, new SourcePlace(path, line)));
    }

    [Fact]
    public async Task Reading_stops_when_it_is_cancelled()
    {
        using var folder = new DataFolder();
        folder.Write("T/test.jsonl", "{\"text\": \"x\"}");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var reading = () => folder.Source().ReadTableAsync(Facts.Of("T", "AbsTaskClassification"), "default", "test", [], cancelled.Token);

        await reading.Should().ThrowAsync<OperationCanceledException>();
    }
}
