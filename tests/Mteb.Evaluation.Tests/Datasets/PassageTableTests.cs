using Mteb.Evaluation.Datasets;
using Mteb.Schemas.Catalogue;

namespace Mteb.Evaluation.Tests.Datasets;

/// <summary>Retrieval data that are stored as one table of passages and questions a language.</summary>
public sealed class PassageTableTests
{
    private const string Name = "BelebeleRetrieval";

    [Fact]
    public async Task Documents_come_from_the_first_language_of_a_subset_and_queries_from_the_second()
    {
        using var folder = Folder();

        var read = await folder.Source().ReadRetrievalAsync(TaskCatalogue.Find(Name)!, "fra_Latn-eng_Latn", "test", RetrievalParts.None, default);

        var data = read.Value!;
        data.DocumentIds.Should().Equal("C0", "C1");
        data.DocumentTexts.Should().Equal("un", "deux");
        data.Queries.Select(query => query.Text).Should().Equal("who?", "when?", "where?");
        data.Qrels.Keys.Should().Equal("Q0", "Q1", "Q2");
        data.Qrels["Q0"].Should().Equal(new Dictionary<string, int> { ["C0"] = 1, ["C1"] = 1 }, "the question is asked about both passages");
        data.Qrels["Q1"].Keys.Should().Equal("C0");
        data.Qrels["Q2"].Keys.Should().Equal("C1");
    }

    [Fact]
    public void A_subset_is_there_when_the_folders_of_its_languages_are()
    {
        using var folder = Folder();

        var found = folder.Source().FindSubsets(TaskCatalogue.Find(Name)!);

        found.Value!.Select(subset => subset.Name).Should().BeEquivalentTo("eng_Latn-eng_Latn", "fra_Latn-fra_Latn", "fra_Latn-eng_Latn", "eng_Latn-fra_Latn");
        found.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3152");
    }

    [Fact]
    public async Task A_question_about_no_passage_is_an_error()
    {
        using var folder = Folder();
        folder.Write($"{Name}/eng_Latn/test.jsonl", """{"link": "l9", "flores_passage": "nine", "question": "why?"}""");

        var read = await folder.Source().ReadRetrievalAsync(TaskCatalogue.Find(Name)!, "fra_Latn-eng_Latn", "test", RetrievalParts.None, default);

        read.Diagnostics.Should().ContainSingle().Which.Message.Should().Contain("'l9'");
        read.Succeeded.Should().BeFalse();
    }

    [Fact]
    public async Task A_subset_in_the_usual_layout_is_read_as_it_is()
    {
        using var folder = Folder();
        folder.Write($"{Name}/fra_Latn-eng_Latn/corpus.jsonl", """{"_id": "d", "text": "a"}""");
        folder.Write($"{Name}/fra_Latn-eng_Latn/queries.jsonl", """{"_id": "q", "text": "b"}""");
        folder.Write($"{Name}/fra_Latn-eng_Latn/qrels/test.tsv", "query-id\tcorpus-id\tscore\nq\td\t1\n");

        var read = await folder.Source().ReadRetrievalAsync(TaskCatalogue.Find(Name)!, "fra_Latn-eng_Latn", "test", RetrievalParts.None, default);

        read.Value!.DocumentIds.Should().Equal("d");
    }

    [Fact]
    public void Pairs_of_columns_of_one_table_need_no_folder_of_their_own()
    {
        using var folder = new DataFolder();
        folder.Write("NTREXBitextMining/test.jsonl", """{"afr_Latn": "a", "eng_Latn": "b"}""");
        var task = TaskCatalogue.Find("NTREXBitextMining")!;

        var found = folder.Source().FindSubsets(task);

        found.Diagnostics.Should().BeEmpty();
        found.Value.Should().Equal(task.Subsets);
    }

    private static DataFolder Folder()
    {
        var folder = new DataFolder();
        folder.Write($"{Name}/fra_Latn/test.jsonl", """
            {"link": "l1", "flores_passage": "un", "question": "qui ?"}
            {"link": "l1", "flores_passage": "un", "question": "quand ?"}
            {"link": "l2", "flores_passage": "deux", "question": "où ?"}
            """);
        folder.Write($"{Name}/eng_Latn/test.jsonl", """
            {"link": "l1", "flores_passage": "one", "question": "who?"}
            {"link": "l1", "flores_passage": "one", "question": "when?"}
            {"link": "l2", "flores_passage": "two", "question": "where?"}
            {"link": "l2", "flores_passage": "two", "question": "who?"}
            """);
        return folder;
    }
}
