using Mteb.Evaluation.Tasks;
using Mteb.Evaluation.Tests.Numerics;

namespace Mteb.Evaluation.Tests.Tasks;

public sealed class OtherEvaluatorTests
{
    [Theory]
    [GoldenFiles("tasks", "pair_classification*.json")]
    public async Task Pair_classification_gives_the_scores_of_the_reference(string file)
    {
        var golden = new GoldenTask(file);
        await golden.CheckAsync(GoldenTask.Facts("AbsTaskPairClassification", "PairClassification", "max_ap"), golden.Tables());
    }

    [Fact]
    public async Task Multilabel_classification_gives_the_scores_of_the_reference()
    {
        var golden = new GoldenTask("tasks/multilabel_knn.json");
        await golden.CheckAsync(GoldenTask.Facts("AbsTaskMultilabelClassification", "MultilabelClassification", "accuracy"), golden.Tables("train", "test"));
    }

    [Fact]
    public async Task A_row_limit_of_multilabel_classification_keeps_the_rows_of_the_reference()
    {
        var golden = new GoldenTask("tasks/multilabel_eval_limit.json");
        await golden.CheckAsync(
            GoldenTask.Facts("AbsTaskMultilabelClassification", "MultilabelClassification", "accuracy", """{"max_eval_samples": 25}"""),
            golden.Tables("train", "test"));
    }

    [Fact]
    public async Task Regression_gives_the_scores_of_the_reference_as_far_as_float32_allows()
    {
        var golden = new GoldenTask("tasks/regression.json") { MetricTolerance = 1e-6, DiskTolerance = 1.1e-6 };
        await golden.CheckAsync(GoldenTask.Facts("AbsTaskRegression", "Regression", "kendalltau"), golden.Tables("train", "test"));
    }

    [Fact]
    public async Task Fast_clustering_gives_the_scores_and_clusters_of_the_reference()
    {
        var golden = new GoldenTask("tasks/clustering_fast.json");
        const string attributes =
            """{"max_document_to_embed": 100, "max_fraction_of_documents_to_embed": null, "max_documents_per_cluster": 64, "n_clusters": 3}""";
        var evaluation = await golden.CheckAsync(GoldenTask.Facts("AbsTaskClustering", "Clustering", "v_measure", attributes), golden.Tables());
        Predictions(golden, evaluation);
    }

    [Fact]
    public async Task Legacy_clustering_gives_the_scores_and_clusters_of_the_reference()
    {
        var golden = new GoldenTask("tasks/clustering_legacy.json");
        var evaluation = await golden.CheckAsync(GoldenTask.Facts("AbsTaskClusteringLegacy", "Clustering", "v_measure"), golden.Tables());
        Predictions(golden, evaluation);
    }

    [Fact]
    public async Task Bitext_mining_gives_the_scores_of_the_reference()
    {
        var golden = new GoldenTask("tasks/bitext.json");
        await golden.CheckAsync(GoldenTask.Facts("AbsTaskBitextMining", "BitextMining", "f1"), golden.Tables());
    }

    // The reference multiplies in float32 in an order of its own, which moves correlations by 1e-8.
    [Fact]
    public async Task Summarization_gives_the_scores_of_the_reference()
    {
        var golden = new GoldenTask("tasks/summarization.json") { MetricTolerance = 5e-8 };
        await golden.CheckAsync(
            GoldenTask.Facts("AbsTaskSummarization", "Summarization", "cosine_spearman", """{"min_score": 0, "max_score": 5}"""), golden.Tables());
    }

    [Fact]
    public async Task Following_changed_instructions_gives_the_scores_of_the_reference()
    {
        var golden = new GoldenTask("tasks/followir.json");
        var data = new MemoryData { Retrieval = GoldenTask.Retrieval(golden.Inputs) };
        await golden.CheckAsync(GoldenTask.Facts("AbsTaskRetrieval", "InstructionReranking", "p-MRR"), data);
    }

    [Fact]
    public async Task A_cross_encoder_reads_queries_with_their_candidates_in_order()
    {
        var golden = new GoldenTask("tasks/reranking_cross_encoder.json");
        var model = new DotCrossEncoder();
        var context = new CrossEncoderContext(
            GoldenTask.Facts("AbsTaskRetrieval", "InstructionReranking", "map_at_1000"),
            new MemoryData { Retrieval = GoldenTask.Retrieval(golden.Inputs) },
            model,
            new SilentPhases(),
            KeepPredictions: true);

        var evaluator = TaskEvaluators.CreateForCrossEncoder(context).Value!;
        await foreach (var outcome in evaluator.EvaluateAsync("test", context.Task.Subsets, CancellationToken.None))
        {
            golden.CheckScores(outcome.Value!, context.Task.MainScore);
            Predictions(golden, outcome.Value!);
            outcome.Value!.Diagnostics.Should().Contain(diagnostic => diagnostic.Code == "MTEB3216");
        }

        model.Pairs.Should().HaveCount(golden.Inputs.GetProperty("number_of_pairs").GetInt32());
        var first = golden.Inputs.GetProperty("first_pairs").EnumerateArray().Select(JsonValues.Texts).Select(pair => new TextPair(pair[0], pair[1])).ToArray();
        model.Pairs.Take(first.Length).Should().Equal(first);
        var last = golden.Inputs.GetProperty("last_pair").Texts();
        model.Pairs[^1].Should().Be(new TextPair(last[0], last[1]));
    }

    private static void Predictions(GoldenTask golden, SubsetEvaluation evaluation) => GoldenTask.Compare(
        evaluation.Predictions!, golden.Inputs.GetProperty("predictions_file").GetProperty("default").GetProperty("test"), 1e-6, value => value, "predictions");
}
