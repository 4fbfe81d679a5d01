using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Datasets.Formats;

namespace Mteb.Evaluation.Tests.Datasets;

/// <summary>What columns of each kind give.</summary>
public sealed class ColumnTests
{
    [Theory]
    [InlineData("{\"v\": 1}\n{\"v\": -2.0}\n{\"v\": true}\n{\"v\": false}", "1 -2 1 0")]
    [InlineData("{\"v\": \"b\"}\n{\"v\": \"01\"}\n{\"v\": \"\"}", "'b' '01' ''")]
    public void JSON_labels_are_whole_numbers_or_texts(string content, string expected) =>
        Show(Labels("a.jsonl", content)).Should().Be(expected);

    [Theory]
    [InlineData("v,w\n1,\n-20,\n0,\n", "1 -20 0")]
    [InlineData("v,w\n1,\n01,\n", "'1' '01'")]
    [InlineData("v,w\n1,\n+1,\n", "'1' '+1'")]
    [InlineData("v,w\n1,\n-0,\n", "'1' '-0'")]
    [InlineData("v,w\n1,\n1.0,\n", "'1' '1.0'")]
    [InlineData("v,w\n1,\n,\n", "'1' ''")]
    [InlineData("v,w\n99999999999999999999,\n1,\n", "'99999999999999999999' '1'")]
    [InlineData("v\n1\n\n2\n", "'1' '' '2'")]
    public void CSV_labels_are_numbers_only_when_all_are_plain_whole_numbers(string content, string expected) =>
        Show(Labels("a.csv", content)).Should().Be(expected);

    [Theory]
    [InlineData("SELECT * FROM (VALUES (1::TINYINT), (2)) t(v)", "1 2")]
    [InlineData("SELECT * FROM (VALUES (true), (false)) t(v)", "1 0")]
    [InlineData("SELECT * FROM (VALUES (1.0::DOUBLE), (0)) t(v)", "1 0")]
    [InlineData("SELECT * FROM (VALUES ('1'), ('x')) t(v)", "'1' 'x'")]
    public void Parquet_labels_follow_the_type_of_the_column(string select, string expected)
    {
        using var folder = new DataFolder();
        var read = DataFolder.Read(folder.WriteParquet("a.parquet", select), new ColumnRequest(ColumnKind.Label, true, "v"));
        Show(read.Value!.Get<Label>("v")).Should().Be(expected);
    }

    [Fact]
    public void A_label_that_stands_alone_is_a_list_of_one()
    {
        using var folder = new DataFolder();
        var request = new ColumnRequest(ColumnKind.LabelList, true, "v");
        var fromJson = DataFolder.Read(folder.Write("a.jsonl", "{\"v\": [1, 2]}\n{\"v\": 3}\n{\"v\": []}"), request).Value!.Get<Label[]>("v");
        var fromParquet = DataFolder.Read(folder.WriteParquet("a.parquet", "SELECT * FROM (VALUES ('x'), ('y')) t(v)"), request).Value!.Get<Label[]>("v");
        var lists = DataFolder.Read(folder.WriteParquet("b.parquet", "SELECT * FROM (VALUES ([1, 2]), ([])) t(v)"), request).Value!.Get<Label[]>("v");

        fromJson.Select(Show).Should().Equal("1 2", "3", "");
        fromParquet.Select(Show).Should().Equal("'x'", "'y'");
        lists.Select(Show).Should().Equal("1 2", "");
    }

    [Fact]
    public void Lists_of_texts_ids_and_numbers_are_the_same_from_JSON_and_Parquet()
    {
        using var folder = new DataFolder();
        ColumnRequest[] requests =
        [
            new(ColumnKind.TextList, true, "t"), new(ColumnKind.IdList, true, "i"), new(ColumnKind.NumberList, true, "n"), new(ColumnKind.Number, true, "x"),
        ];
        var json = DataFolder.Read(folder.Write("a.jsonl", "{\"t\": [\"a\", \"\"], \"i\": [1, 20], \"n\": [0.5, 2], \"x\": 1}\n{\"t\": [], \"i\": [], \"n\": [], \"x\": -2.5e-1}"), requests);
        var parquet = DataFolder.Read(
            folder.WriteParquet("a.parquet", "SELECT * FROM (VALUES (['a', ''], [1, 20], [0.5, 2.0], 1.0), ([], [], [], -0.25)) t(t, i, n, x)"), requests);

        json.Diagnostics.Concat(parquet.Diagnostics).Should().BeEmpty();
        foreach (var columns in new[] { json.Value!, parquet.Value! })
        {
            columns.Get<string[]>("t").Should().BeEquivalentTo(new[] { new[] { "a", "" }, [] });
            columns.Get<string[]>("i").Should().BeEquivalentTo(new[] { new[] { "1", "20" }, [] });
            columns.Get<double[]>("n").Should().BeEquivalentTo(new[] { new[] { 0.5, 2 }, [] });
            columns.Get<double>("x").Should().Equal(1, -0.25);
        }

        DatasetFingerprint.Of(json.Value!.Columns).Should().Be(DatasetFingerprint.Of(parquet.Value!.Columns));
    }

    [Fact]
    public void A_query_is_a_text_a_list_of_texts_or_a_list_of_turns()
    {
        using var folder = new DataFolder();
        var request = new ColumnRequest(ColumnKind.Query, true, "q");
        var json = DataFolder.Read(
            folder.Write("a.jsonl", "{\"q\": \"a\"}\n{\"q\": [\"a\", \"b\"]}\n{\"q\": [{\"role\": \"user\", \"x\": [1], \"content\": \"hi\"}]}"), request).Value!.Get<QueryText>("q");
        var texts = DataFolder.Read(folder.WriteParquet("t.parquet", "SELECT ['a', 'b'] AS q"), request).Value!.Get<QueryText>("q");
        var turns = DataFolder.Read(folder.WriteParquet("u.parquet", "SELECT [{'role': 'user', 'content': 'hi'}] AS q"), request).Value!.Get<QueryText>("q");
        var plain = DataFolder.Read(folder.Write("a.csv", "q,x\na,1\n"), request).Value!.Get<QueryText>("q");

        json[0].Should().Be(new QueryText("a"));
        plain[0].Should().Be(new QueryText("a"));
        json[1].Turns.Should().Equal(texts[0].Turns).And.Equal(new ConversationTurn(null, "a"), new ConversationTurn(null, "b"));
        json[2].Turns.Should().Equal(turns[0].Turns).And.Equal(new ConversationTurn("user", "hi"));
    }

    [Theory]
    [InlineData("{\"q\": [{\"role\": \"user\"}]}")]
    [InlineData("{\"q\": [{\"role\": 1, \"content\": \"x\"}]}")]
    [InlineData("{\"q\": [1]}")]
    [InlineData("{\"q\": {\"role\": \"user\", \"content\": \"x\"}}")]
    public void A_query_that_is_something_else_is_refused(string content)
    {
        using var folder = new DataFolder();
        var read = DataFolder.Read(folder.Write("a.jsonl", content), new ColumnRequest(ColumnKind.Query, true, "q"));
        read.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3156");
    }

    [Theory]
    [InlineData("{\"v\": \"x\"}\n{\"v\": \"y\", \"o\": null}")]
    [InlineData("\uFEFF{\"v\": \"x\"}\r\n\r\n{\"v\": 1, \"v\": \"y\"}\r\n")]
    public void An_optional_column_without_values_is_absent(string content)
    {
        using var folder = new DataFolder();
        ColumnRequest[] requests = [new(ColumnKind.OptionalText, true, "v"), new(ColumnKind.Text, false, "o")];

        var read = DataFolder.Read(folder.Write("a.jsonl", content.Replace("1, \"v\"", "\"1\", \"v\"", StringComparison.Ordinal)), requests);

        read.Diagnostics.Should().BeEmpty();
        read.Value!.Columns.Keys.Should().Equal("v");
        read.Value.Get<string>("v").Should().Equal("x", "y");
    }

    [Fact]
    public void An_optional_column_that_only_some_rows_have_is_an_error_with_the_line()
    {
        using var folder = new DataFolder();
        var read = DataFolder.Read(folder.Write("a.jsonl", "{\"o\": \"x\"}\n\n{}\n{\"o\": \"x\"}"), new ColumnRequest(ColumnKind.Text, false, "o"));
        var diagnostic = read.Diagnostics.Should().ContainSingle().Subject;
        (diagnostic.Code, diagnostic.Place.Line).Should().Be(("MTEB3157", 3));
    }

    [Fact]
    public void A_path_with_wildcards_means_only_itself()
    {
        using var folder = new DataFolder();
        var request = new ColumnRequest(ColumnKind.Integer, true, "v");
        foreach (var name in new[] { "a[1]*?.parquet", "a1xx.parquet", "a[1]*?x.parquet" })
        {
            folder.WriteParquet(name, $"SELECT {name.Length} AS v");
        }

        DataFolder.Read(folder.At("a[1]*?.parquet"), request).Value!.Get<long>("v").Should().Equal("a[1]*?.parquet".Length);
        DataFolder.Read(folder.Write("b*[c].csv", "v,w\n5,6\n"), request).Value!.Get<long>("v").Should().Equal(5);
    }

    [Fact]
    public void Names_of_folders_are_no_columns()
    {
        using var folder = new DataFolder();
        var path = folder.WriteParquet("v=9/a.parquet", "SELECT 1 AS w");
        DataFolder.Read(path, new ColumnRequest(ColumnKind.Integer, true, "v")).Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3155");
    }

    [Fact]
    public void Very_long_fields_are_read()
    {
        using var folder = new DataFolder();
        var text = new string('x', 5_000_000);
        var request = new ColumnRequest(ColumnKind.Text, true, "v");
        DataFolder.Read(folder.Write("a.csv", $"v,w\n{text},1\ny,2\n"), request).Value!.Get<string>("v").Should().Equal(text, "y");
        DataFolder.Read(folder.Write("a.jsonl", $"{{\"v\": \"{text}\"}}\n{{\"v\": \"y\"}}"), request).Value!.Get<string>("v").Should().Equal(text, "y");
    }

    private static Label[] Labels(string name, string content)
    {
        using var folder = new DataFolder();
        return DataFolder.Read(folder.Write(name, content), new ColumnRequest(ColumnKind.Label, true, "v")).Value!.Get<Label>("v");
    }

    private static string Show(IEnumerable<Label> labels) => string.Join(' ', labels.Select(label => label.IsNumber ? $"{label}" : $"'{label}'"));
}
