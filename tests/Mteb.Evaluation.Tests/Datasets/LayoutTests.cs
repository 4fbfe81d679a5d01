using Mteb.Evaluation.Datasets;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Tests.Datasets;

/// <summary>Where files are looked for, and what is said when they are not there.</summary>
public sealed class LayoutTests
{
    private const string Row = "{\"text\": \"x\"}";
    private static readonly ColumnSpec[] Text = [new("text", ColumnType.Text)];

    [Theory]
    [InlineData("T/test.jsonl", "default")]
    [InlineData("T/default/test.jsonl.gz", "default")]
    [InlineData("T/de/test.jsonl", "de")]
    [InlineData("T/title and abstract/test.jsonl", "title and abstract")]
    public async Task A_split_lies_in_the_folder_of_its_subset(string file, string subset)
    {
        using var folder = new DataFolder();
        var path = folder.Write(file, Row);
        var source = folder.Source();

        var read = await source.ReadTableAsync(Facts.Of("T", "AbsTaskClassification", [subset]), subset, "test", Text, default);

        read.Value!.Texts("text").Should().Equal("x");
        source.Records("T").Should().ContainSingle().Which.Files.Should().Equal(path);
        source.Records("other").Should().BeEmpty();
    }

    [Fact]
    public void Subsets_come_in_the_order_of_the_task()
    {
        using var folder = new DataFolder();
        folder.Write("T/a b/test.jsonl", Row);
        folder.Write("T/fr/test.jsonl", Row);
        folder.Write("T/de/test.jsonl", Row);

        var found = folder.Source().FindSubsets(Facts.Of("T", "AbsTaskSTS", ["fr", "de", "a b"]));

        found.Diagnostics.Should().BeEmpty();
        found.Value!.Select(subset => subset.Name).Should().Equal("fr", "de", "a b");
    }

    [Fact]
    public void Missing_subsets_are_an_error_that_names_the_option_but_does_not_hide_the_others()
    {
        using var folder = new DataFolder();
        folder.Write("T/a b/test.jsonl", Row);
        folder.Write("T/fr/test.jsonl", Row);

        var found = folder.Source().FindSubsets(Facts.Of("T", "AbsTaskSTS", ["fr", "de", "a b"]));

        found.Value!.Select(subset => subset.Name).Should().Equal("fr", "a b");
        var diagnostic = found.Diagnostics.Should().ContainSingle().Subject;
        (diagnostic.Code, diagnostic.Severity, diagnostic.Place.File).Should().Be(("MTEB3152", Severity.Error, folder.At("T")));
        diagnostic.Message.Should().Be("1 of the 3 subsets of T have no folder: 'de'.");
        diagnostic.Remedy.Should().Contain("--subsets fr \"a b\"").And.Contain("partial");
    }

    [Fact]
    public async Task A_task_without_any_of_its_subsets_has_none()
    {
        using var folder = new DataFolder();
        folder.Write("T/test.jsonl", Row);
        var task = Facts.Of("T", "AbsTaskSTS", ["fr", "de"]);

        var found = folder.Source().FindSubsets(task);
        var read = await folder.Source().ReadTableAsync(task, "fr", "test", Text, default);

        found.Succeeded.Should().BeFalse();
        found.Diagnostics.Concat(read.Diagnostics).Select(diagnostic => diagnostic.Code).Should().Equal("MTEB3152", "MTEB3152");
    }

    [Fact]
    public async Task A_missing_task_folder_is_an_error_with_the_nearest_names()
    {
        using var folder = new DataFolder();
        folder.Write("STS13/test.jsonl", Row);
        folder.Write("Banking/test.jsonl", Row);
        var task = Facts.Of("sts12", "AbsTaskSTS");

        var found = folder.Source().FindSubsets(task);
        var read = await folder.Source().ReadRetrievalAsync(task, "default", "test", RetrievalParts.None, default);

        foreach (var diagnostic in found.Diagnostics.Concat(read.Diagnostics))
        {
            (diagnostic.Code, diagnostic.Place.File).Should().Be(("MTEB3151", folder.Root));
            diagnostic.Message.Should().Be("There is no folder 'sts12'. The nearest name is 'STS13'.");
        }
    }

    [Fact]
    public void A_missing_data_folder_is_an_error() =>
        new LocalTaskDataSource(Path.Combine(Path.GetTempPath(), "mteb-there-is-no-such-folder")).FindSubsets(Facts.Of("T", "AbsTaskSTS"))
            .Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3150");

    [Fact]
    public async Task A_missing_split_is_an_error_that_lists_what_is_there()
    {
        using var folder = new DataFolder();
        folder.Write("T/train.jsonl", Row);
        folder.Write("T/notes.txt", Row);

        var read = await folder.Source().ReadTableAsync(Facts.Of("T", "AbsTaskSTS"), "default", "test", Text, default);

        var diagnostic = read.Diagnostics.Should().ContainSingle().Subject;
        (diagnostic.Code, diagnostic.Place.File).Should().Be(("MTEB3153", folder.At("T")));
        diagnostic.Message.Should().Be("There is no file for split 'test'; there are 'train.jsonl'.");
        diagnostic.Remedy.Should().StartWith("Add 'test' with the ending").And.Contain(".parquet");
    }

    [Theory]
    [InlineData("T/test.jsonl", "T/test.csv")]
    [InlineData("T/test.jsonl", "T/test.jsonl.gz")]
    [InlineData("T/test.jsonl", "T/default/test.jsonl")]
    public async Task Two_files_for_one_split_are_an_error(string first, string second)
    {
        using var folder = new DataFolder();
        folder.Write(first, Row);
        folder.Write(second, Row);

        var read = await folder.Source().ReadTableAsync(Facts.Of("T", "AbsTaskSTS"), "default", "test", Text, default);

        var diagnostic = read.Diagnostics.Should().ContainSingle().Subject;
        diagnostic.Code.Should().Be("MTEB3154");
        diagnostic.Message.Should().Contain(folder.At(first)).And.Contain(folder.At(second));
    }

    [Theory]
    [InlineData("../T", "default", "test")]
    [InlineData("T", "../../x", "test")]
    [InlineData("T", "..", "test")]
    [InlineData("T", "default", "a\\b")]
    [InlineData("T", "default", "")]
    public async Task Names_that_lead_out_of_the_folder_are_refused(string task, string subset, string split)
    {
        using var folder = new DataFolder();
        folder.Write("T/test.jsonl", Row);

        var read = await folder.Source().ReadTableAsync(Facts.Of(task, "AbsTaskSTS", [subset]), subset, split, Text, default);

        read.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3169");
    }

    [Fact]
    public async Task Links_are_followed()
    {
        using var folder = new DataFolder();
        using var elsewhere = new Sandbox("elsewhere");
        elsewhere.Write("data/test.jsonl", Row);
        File.CreateSymbolicLink(folder.At("T"), elsewhere.At("data"));

        var read = await folder.Source().ReadTableAsync(Facts.Of("T", "AbsTaskSTS"), "default", "test", Text, default);

        read.Value!.RowCount.Should().Be(1);
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_an_error()
    {
        using var folder = new DataFolder();
        Directory.CreateDirectory(folder.At("T"));
        File.CreateSymbolicLink(folder.At("T/test.jsonl"), folder.At("nowhere"));

        var read = await folder.Source().ReadTableAsync(Facts.Of("T", "AbsTaskSTS"), "default", "test", Text, default);

        read.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3167");
    }

    [Fact]
    public async Task Parts_of_retrieval_data_may_lie_in_folders_with_one_file_a_split()
    {
        using var folder = new DataFolder();
        folder.Write("T/corpus/all.jsonl", "{\"_id\": \"d\", \"text\": \"x\", \"title\": \"t\"}\n{\"_id\": \"e\", \"text\": \"y\", \"title\": null}");
        folder.Write("T/queries/test.jsonl", "{\"_id\": \"q\", \"text\": \"x\"}\n{\"_id\": \"r\", \"text\": \"y\"}");
        folder.Write("T/queries/dev.jsonl", "{\"_id\": \"other\", \"text\": \"x\"}");
        folder.Write("T/qrels/test.tsv", "query-id\tcorpus-id\tscore\nq\td\t1\n");
        folder.Write("T/top_ranked/test.jsonl", "{\"query-id\": \"q\", \"corpus-ids\": [\"e\", \"d\"]}");
        folder.Write("T/instruction.csv", "query-id,instruction\nr,do it\n");
        folder.Write("T/qrel_diff/test.jsonl", "{\"query-id\": \"q\", \"corpus-ids\": [\"d\"]}");
        var task = Facts.Of("T", "AbsTaskRetrieval");
        var source = folder.Source();

        var plain = await source.ReadRetrievalAsync(task, "default", "test", RetrievalParts.None, default);
        var full = await source.ReadRetrievalAsync(task, "default", "test", RetrievalParts.TopRanked | RetrievalParts.Instructions | RetrievalParts.ChangedQrels, default);

        plain.Diagnostics.Concat(full.Diagnostics).Should().BeEmpty();
        plain.Value!.DocumentTitles.Should().Equal("t", "");
        plain.Value.QueryIds.Should().Equal("q", "r");
        (plain.Value.TopRanked, plain.Value.Instructions, plain.Value.ChangedQrels).Should().Be((null, null, null));
        full.Value!.TopRanked!["q"].Should().Equal("e", "d");
        full.Value.Instructions.Should().Equal(null, "do it");
        full.Value.ChangedQrels!["q"].Should().Equal("d");
        source.Records("T").Select(record => record.Files.Count).Should().Equal(3, 6);
    }

    [Fact]
    public async Task Optional_parts_that_are_not_there_are_null()
    {
        using var folder = new DataFolder();
        WriteRetrieval(folder);

        var read = await folder.Source().ReadRetrievalAsync(
            Facts.Of("T", "AbsTaskRetrieval"), "default", "test", RetrievalParts.TopRanked | RetrievalParts.Instructions, default);

        read.Diagnostics.Should().BeEmpty();
        (read.Value!.TopRanked, read.Value.Instructions, read.Value.DocumentTitles).Should().Be((null, null, null));
    }

    [Fact]
    public async Task Every_missing_part_of_retrieval_data_is_named()
    {
        using var folder = new DataFolder();
        folder.Write("T/corpus/a.jsonl", Row);
        folder.Write("T/corpus/b.jsonl", Row);
        folder.Write("T/qrels/dev.tsv", Row);

        var read = await folder.Source().ReadRetrievalAsync(Facts.Of("T", "AbsTaskRetrieval"), "default", "test", RetrievalParts.None, default);

        read.Diagnostics.Select(diagnostic => (diagnostic.Code, diagnostic.Message)).Should().Equal(
            ("MTEB3153", "There is no file for the corpus; there are 'a.jsonl', 'b.jsonl'."),
            ("MTEB3153", "There is no file for the queries."),
            ("MTEB3153", "There is no file for the qrels of split 'test'; there are 'dev.tsv'."));
    }

    [Fact]
    public async Task Ids_that_occur_twice_are_a_warning()
    {
        using var folder = new DataFolder();
        WriteRetrieval(folder);
        folder.Write("T/corpus.jsonl", "{\"_id\": \"d\", \"text\": \"x\"}\n{\"_id\": \"d\", \"text\": \"y\"}");

        var read = await folder.Source().ReadRetrievalAsync(Facts.Of("T", "AbsTaskRetrieval"), "default", "test", RetrievalParts.None, default);

        read.Succeeded.Should().BeTrue();
        var diagnostic = read.Diagnostics.Should().ContainSingle().Subject;
        (diagnostic.Code, diagnostic.Severity).Should().Be(("MTEB3168", Severity.Warning));
        diagnostic.Message.Should().StartWith("1 rows repeat the id of an earlier row, the first of them 'd'");
    }

    private static void WriteRetrieval(DataFolder folder)
    {
        folder.Write("T/corpus.jsonl", "{\"_id\": \"d\", \"text\": \"x\"}");
        folder.Write("T/queries.jsonl", "{\"_id\": \"q\", \"text\": \"x\"}");
        folder.Write("T/qrels/test.tsv", "query-id\tcorpus-id\tscore\nq\td\t1\n");
    }
}
