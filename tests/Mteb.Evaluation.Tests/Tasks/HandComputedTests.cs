using System.Text.Json;
using Mteb.Evaluation.Tasks;
using Mteb.Evaluation.Tests.Datasets;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tests.Tasks;

/// <summary>Small cases for kinds of tasks without a golden; the numbers are worked out by hand.</summary>
public sealed class HandComputedTests
{
    // Products with the human summary are 1, 2, 3, judged 1, 3, 2: both correlations are 1/2. With three values the
    // p-value of r is 2/π · arcsin √(1 − r²), here 2/3, and the old evaluator takes the mean of the two.
    [Theory]
    [InlineData("""{"min_score": 0, "max_score": 5}""", 0.5)]
    [InlineData("""{"min_score": 0, "max_score": 5, "evaluator": "DeprecatedSummarizationEvaluator"}""", 7.0 / 12)]
    public async Task The_deprecated_summarization_averages_correlations_with_their_p_values(string attributes, double expected)
    {
        var data = Data("""{"human_summaries": [["1 0"]], "machine_summaries": [["1 3", "2 1", "3 0"]], "relevance": [[1, 3, 2]]}""");

        var evaluation = await GoldenTask.EvaluateAsync(
            GoldenTask.Facts("AbsTaskSummarization", "Summarization", "cosine_spearman", attributes), data, new TextVectorEncoder(), "test");

        Number(evaluation, "dot_pearson").Should().BeApproximately(expected, 1e-9);
        Number(evaluation, "dot_spearman").Should().BeApproximately(expected, 1e-9);
        Number(evaluation, "cosine_spearman").Should().BeApproximately(expected, 1e-9);
        Number(evaluation, "spearman").Should().BeApproximately(expected, 1e-9);
    }

    // eng finds fra 0, 0, 2; fra finds eng 0, 2, 2: each time two of three are right, one of them together with a wrong one.
    [Fact]
    public async Task Parallel_bitext_mining_encodes_every_language_once_and_pairs_the_columns()
    {
        var facts = GoldenTask.Facts("AbsTaskBitextMining", "BitextMining", "f1", """{"parallel_subsets": true}""") with
        {
            Subsets = [new SubsetFacts("eng-fra", ["eng-Latn", "fra-Latn"]), new SubsetFacts("fra-eng", ["fra-Latn", "eng-Latn"])],
        };
        var encoder = new TextVectorEncoder();
        var data = Data("""{"eng": ["1 0", "1 0.1", "0 1"], "fra": ["1 0", "-1 0", "0 1"]}""");
        var evaluator = TaskEvaluators.Create(new TaskContext(facts, data, encoder, new SilentPhases())).Value!;
        var subsets = new List<SubsetEvaluation>();
        await foreach (var outcome in evaluator.EvaluateAsync("test", facts.Subsets, CancellationToken.None))
        {
            subsets.Add(outcome.Value!);
        }

        encoder.Requests.Select(request => request.Subset).Should().Equal("eng", "fra");
        subsets.Select(subset => subset.Subset).Should().Equal("eng-fra", "fra-eng");
        foreach (var subset in subsets)
        {
            Number(subset, "accuracy").Should().BeApproximately(2.0 / 3, 1e-12);
            Number(subset, "recall").Should().BeApproximately(2.0 / 3, 1e-12);
            Number(subset, "precision").Should().BeApproximately(1.0 / 2, 1e-12);
            Number(subset, "f1").Should().BeApproximately(5.0 / 9, 1e-12);
        }
    }

    // Products .9, .5, .5, .1 of which the first and third are positive: the cut between the equal ones does not exist.
    [Theory]
    [InlineData("""
        {"sentence1": "1 0", "sentence2": "0.9 0", "labels": 1}
        {"sentence1": "1 0", "sentence2": "0.5 1", "labels": 0}
        {"sentence1": "1 0", "sentence2": "0.5 2", "labels": 1}
        {"sentence1": "1 0", "sentence2": "0.1 0", "labels": 0}
        """)]
    [InlineData("""{"sentence1": ["1 0", "1 0", "1 0", "1 0"], "sentence2": ["0.9 0", "0.5 1", "0.5 2", "0.1 0"], "labels": [1, 0, 1, 0]}""")]
    public async Task Pairs_in_one_row_of_lists_score_as_pairs_in_rows(string rows)
    {
        using var folder = new DataFolder();
        folder.Write("Pairs/test.jsonl", rows + "\n");

        var evaluation = await GoldenTask.EvaluateAsync(
            Facts.Of("Pairs", "AbsTaskPairClassification") with { MainScore = "dot_f1" }, folder.Source(), new TextVectorEncoder(), "test");

        Number(evaluation, "dot_accuracy").Should().BeApproximately(0.75, 1e-12);
        Number(evaluation, "dot_f1").Should().BeApproximately(0.8, 1e-12);
        Number(evaluation, "dot_precision").Should().BeApproximately(2.0 / 3, 1e-12);
        Number(evaluation, "dot_recall").Should().BeApproximately(1, 1e-12);
    }

    // With the positive one first there is a cut after two hits: F1 is 1 instead of 0.8.
    [Fact]
    public async Task A_main_score_of_pairs_that_ties_decide_is_pointed_out_with_its_range()
    {
        var data = Data("""{"sentence1": ["1 0", "1 0", "1 0", "1 0"], "sentence2": ["0.9 0", "0.5 1", "0.5 2", "0.1 0"], "labels": [1, 0, 1, 0]}""");

        var evaluation = await GoldenTask.EvaluateAsync(
            GoldenTask.Facts("AbsTaskPairClassification", "PairClassification", "dot_f1"), data, new TextVectorEncoder(), "test");

        var note = evaluation.Diagnostics.Should().ContainSingle().Subject;
        note.Code.Should().Be("MTEB3217");
        note.Message.Should().Contain("2 pairs").And.Contain("from 0.800000 to 1.000000");
    }

    // The relevant document shares its score with another: the first or the second place, 1 or 1/log2(3).
    [Fact]
    public async Task A_main_score_of_a_ranking_that_ties_decide_is_pointed_out_with_its_range()
    {
        var inputs = Json(
            """
            {"corpus": {"id": ["a", "b", "c"], "text": ["1 0", "1 0", "0 1"]}, "queries": {"id": ["q"], "text": ["1 0"]}, "qrels": {"q": {"a": 1}}}
            """);

        var evaluation = await GoldenTask.EvaluateAsync(
            GoldenTask.Facts("AbsTaskRetrieval", "Retrieval", "ndcg_at_10"), new MemoryData { Retrieval = GoldenTask.Retrieval(inputs) }, new TextVectorEncoder(), "test");

        var note = evaluation.Diagnostics.Should().ContainSingle().Subject;
        note.Code.Should().Be("MTEB3217");
        note.Message.Should().Contain("2 documents").And.Contain("from 0.630930 to 1.000000");
        Number(evaluation, "ndcg_at_10").Should().Be(0.63093);
    }

    // Five of six equal rows vote: without one of "a" two of five have it, without one of "b" three.
    [Fact]
    public async Task A_main_score_of_votes_that_equally_near_rows_decide_is_pointed_out_with_its_range()
    {
        var data = Data("""{"text": ["1 0"], "label": [["a"]]}""").With("train", Json(
            """{"text": ["1 0", "1 0", "1 0", "1 0", "1 0", "1 0"], "label": [["a"], ["b"], ["a"], ["b"], ["a"], ["b"]]}"""));

        var evaluation = await GoldenTask.EvaluateAsync(
            GoldenTask.Facts("AbsTaskMultilabelClassification", "MultilabelClassification", "accuracy"), data, new TextVectorEncoder(), "test");

        var note = evaluation.Diagnostics.Should().ContainSingle().Subject;
        note.Code.Should().Be("MTEB3217");
        note.Message.Should().Contain("10 votes").And.Contain("from 0.000000 to 1.000000");
    }

    private static MemoryData Data(string columns) => new MemoryData().With("test", Json(columns));

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement.Clone();

    private static double Number(SubsetEvaluation evaluation, string name) => evaluation.Metrics.Single(metric => metric.Key == name).Value switch
    {
        ScoreValue.Number number => number.Value,
        ScoreValue.NumpyNumber number => number.Value,
        var other => throw new InvalidOperationException(other.ToString()),
    };
}
