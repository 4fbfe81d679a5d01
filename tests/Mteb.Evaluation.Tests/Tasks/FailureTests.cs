using System.Text.Json;
using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Tasks;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tests.Tasks;

/// <summary>Whatever would give a false score is a coded problem instead.</summary>
public sealed class FailureTests
{
    [Fact]
    public void An_unknown_base_class_is_refused_and_the_known_ones_are_named()
    {
        var outcome = Create(GoldenTask.Facts("AbsTaskAggregate", "Retrieval", "ndcg_at_10"));
        outcome.Diagnostics.Single().Code.Should().Be("MTEB3200");
        outcome.Diagnostics.Single().Remedy.Should().Contain("AbsTaskSTS").And.Contain("AbsTaskSummarization");
    }

    [Fact]
    public void A_task_that_is_not_only_about_text_is_refused() =>
        Create(GoldenTask.Facts("AbsTaskSTS", "STS", "cosine_spearman") with { Modalities = ["image", "text"] })
            .Diagnostics.Single().Code.Should().Be("MTEB3200");

    [Theory]
    [InlineData("AbsTaskClassification", "accuracy", """{"evaluator_model": "KNeighborsClassifier()"}""")]
    [InlineData("AbsTaskMultilabelClassification", "accuracy", """{"evaluator_model": "MultiOutputClassifier(estimator=LogisticRegression())"}""")]
    [InlineData("AbsTaskClustering", "v_measure", """{"max_document_to_embed": 5, "max_fraction_of_documents_to_embed": 0.1}""")]
    [InlineData("AbsTaskRetrieval", "ndcg_at_10", """{"k_values": [3, 10]}""")]
    [InlineData("AbsTaskRetrieval", "ndcg_at_10", """{"task_specific_scores": ["luck"]}""")]
    public void A_setting_that_the_rules_do_not_know_is_refused(string baseClass, string mainScore, string attributes) =>
        Create(GoldenTask.Facts(baseClass, "Any", mainScore, attributes)).Diagnostics.Single().Code.Should().Be("MTEB3201");

    [Theory]
    [InlineData("AbsTaskSTS", "alpha_auc")]
    [InlineData("AbsTaskRetrieval", "ndcg_at_7")]
    public void A_main_score_that_no_rule_produces_is_refused(string baseClass, string mainScore) =>
        Create(GoldenTask.Facts(baseClass, "Any", mainScore)).Diagnostics.Single().Code.Should().Be("MTEB3202");

    [Fact]
    public async Task Embeddings_that_are_not_finite_are_an_error()
    {
        var outcome = await Sts("""{"sentence1": ["1 2", "NaN 1"], "sentence2": ["1 2", "3 1"], "score": [1, 2]}""");
        outcome.Diagnostics.Single().Code.Should().Be("MTEB3203");
    }

    [Fact]
    public async Task A_single_row_has_no_correlation()
    {
        var outcome = await Sts("""{"sentence1": ["1 2"], "sentence2": ["1 2"], "score": [1]}""");
        outcome.Diagnostics.Single().Code.Should().Be("MTEB3205");
    }

    [Fact]
    public async Task Constant_scores_give_NaN_and_a_warning()
    {
        var outcome = await Sts("""{"sentence1": ["1 2", "2 1"], "sentence2": ["1 2", "3 1"], "score": [1, 1]}""");
        outcome.Value!.Metrics.Should().OnlyContain(metric => double.IsNaN(((ScoreValue.Number)metric.Value).Value));
        outcome.Value.Diagnostics.Single().Should().Match<Diagnostic>(diagnostic => diagnostic.Code == "MTEB3207" && diagnostic.Severity == Severity.Warning);
    }

    [Fact]
    public async Task A_single_class_cannot_be_learned()
    {
        var table = Parse("""{"text": ["1 2", "2 1"], "label": [1, 1]}""");
        var outcome = await Run(
            GoldenTask.Facts("AbsTaskClassification", "Classification", "accuracy"), new MemoryData().With("train", table).With("test", table));
        outcome.Diagnostics.Single().Code.Should().Be("MTEB3206");
    }

    [Fact]
    public async Task Two_textual_labels_have_no_average_precision_as_in_the_reference()
    {
        var table = Parse("""{"text": ["1 2", "2 1"], "label": ["a", "b"]}""");
        var outcome = await Run(
            GoldenTask.Facts("AbsTaskClassification", "Classification", "accuracy"), new MemoryData().With("train", table).With("test", table));
        outcome.Diagnostics.Single().Code.Should().Be("MTEB3206");
    }

    [Fact]
    public async Task Cross_validation_of_another_split_is_an_error()
    {
        var outcome = await Run(
            GoldenTask.Facts("AbsTaskClassification", "Classification", "accuracy", """{"is_cross_validation": true}"""), new MemoryData());
        outcome.Diagnostics.Single().Code.Should().Be("MTEB3208");
    }

    [Fact]
    public async Task Queries_without_judgements_are_an_error() =>
        (await Retrieve("Retrieval", Data() with { Qrels = new Dictionary<string, IReadOnlyDictionary<string, int>>() }))
            .Diagnostics.Single().Code.Should().Be("MTEB3209");

    [Fact]
    public async Task Reranking_without_candidates_is_an_error() =>
        (await Retrieve("Reranking", Data())).Diagnostics.Single().Code.Should().Be("MTEB3210");

    [Fact]
    public async Task A_candidate_outside_the_corpus_is_an_error() =>
        (await Retrieve("Reranking", Data() with { TopRanked = new Dictionary<string, IReadOnlyList<string>> { ["q"] = ["nowhere"] } }))
            .Diagnostics.Single().Code.Should().Be("MTEB3211");

    [Fact]
    public async Task A_query_id_that_occurs_twice_is_an_error() =>
        (await Retrieve("Retrieval", Data() with { QueryIds = ["q", "q"], Queries = [new("1 0"), new("0 1")] }))
            .Diagnostics.Single().Code.Should().Be("MTEB3212");

    [Fact]
    public async Task A_changed_instruction_without_changed_judgements_is_an_error()
    {
        var data = Data() with { TopRanked = new Dictionary<string, IReadOnlyList<string>> { ["q"] = ["a"] } };
        (await Retrieve("InstructionReranking", data, "p-MRR")).Diagnostics.Single().Code.Should().Be("MTEB3213");
    }

    [Fact]
    public async Task Lists_of_different_length_are_an_error()
    {
        var table = Parse("""{"sentences": [["1 2", "2 1"]], "labels": [["a"]]}""");
        (await Run(GoldenTask.Facts("AbsTaskClusteringLegacy", "Clustering", "v_measure"), new MemoryData().With("test", table)))
            .Diagnostics.Single().Code.Should().Be("MTEB3214");
    }

    [Fact]
    public void A_cross_encoder_only_reranks()
    {
        var context = new CrossEncoderContext(
            GoldenTask.Facts("AbsTaskRetrieval", "Retrieval", "ndcg_at_10"), new MemoryData(), new DotCrossEncoder(), new SilentPhases());
        TaskEvaluators.CreateForCrossEncoder(context).Diagnostics.Single().Code.Should().Be("MTEB3200");
    }

    [Fact]
    public async Task Phases_have_the_names_of_the_reference()
    {
        var phases = new SilentPhases();
        var context = new TaskContext(
            GoldenTask.Facts("AbsTaskRetrieval", "Retrieval", "ndcg_at_10"), new MemoryData { Retrieval = Data() }, new TextVectorEncoder(), phases);
        await First(TaskEvaluators.Create(context).Value!, context.Task);
        phases.Names.Should().Equal("Data loading", "Encoding queries", "Searching corpus", "Scoring");
    }

    private static RetrievalData Data() => new()
    {
        DocumentIds = ["a", "b"],
        DocumentTexts = ["1 0", "0 1"],
        QueryIds = ["q"],
        Queries = [new QueryText("1 1")],
        Qrels = new Dictionary<string, IReadOnlyDictionary<string, int>> { ["q"] = new Dictionary<string, int> { ["a"] = 1 } },
    };

    private static Task<Outcome<SubsetEvaluation>> Retrieve(string type, RetrievalData data, string mainScore = "ndcg_at_10") =>
        Run(GoldenTask.Facts("AbsTaskRetrieval", type, mainScore), new MemoryData { Retrieval = data });

    private static Task<Outcome<SubsetEvaluation>> Sts(string table) =>
        Run(GoldenTask.Facts("AbsTaskSTS", "STS", "cosine_spearman"), new MemoryData().With("test", Parse(table)));

    private static Task<Outcome<SubsetEvaluation>> Run(TaskFacts facts, ITaskDataSource data) => First(
        TaskEvaluators.Create(new TaskContext(facts, data, new TextVectorEncoder(), new SilentPhases())).Value!, facts);

    private static async Task<Outcome<SubsetEvaluation>> First(ITaskEvaluator evaluator, TaskFacts facts)
    {
        await foreach (var outcome in evaluator.EvaluateAsync("test", facts.Subsets, CancellationToken.None))
        {
            return outcome;
        }

        throw new InvalidOperationException("Nothing was evaluated.");
    }

    private static Outcome<ITaskEvaluator> Create(TaskFacts facts) =>
        TaskEvaluators.Create(new TaskContext(facts, new MemoryData(), new TextVectorEncoder(), new SilentPhases()));

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
