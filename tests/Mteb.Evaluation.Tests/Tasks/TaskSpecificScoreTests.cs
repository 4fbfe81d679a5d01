using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Tasks;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tests.Tasks;

public sealed class TaskSpecificScoreTests
{
    private static readonly int[] Cutoffs = [1, 10, 20];

    [Fact]
    public void Robustness_is_the_mean_of_the_worst_instruction_of_each_query()
    {
        // Query a: its document first and second: ndcg 1 and 1/log2(3); query b: first both times.
        var metrics = Compute("robustness_at_10", ("a_1", 1), ("a_2", 2), ("b_1", 1), ("b_2", 1));
        Number(metrics, "robustness_at_10").Should().BeApproximately(((1 / Math.Log2(3)) + 1) / 2, 1e-12);
    }

    [Fact]
    public void Paired_accuracy_needs_both_queries_of_a_pair() =>
        Number(Compute("paired_accuracy", ("a_q1", 1), ("a_q2", 2), ("b_q1", 1), ("b_q2", 1)), "paired_accuracy").Should().Be(0.5);

    [Fact]
    public void Subqueries_are_merged_with_the_best_score_of_a_document()
    {
        var metrics = Compute("max_over_subqueries", ("a_b_1", 1), ("a_b_2", 2));
        Number(metrics, "max_over_subqueries_accuracy").Should().Be(1);
        metrics.Count.Should().Be(RetrievalScores.MetricNames(Cutoffs).Count);
    }

    [Fact]
    public void Levels_are_told_by_the_ids_of_queries()
    {
        var levels = (ScoreValue.Mapping)Compute("level_scores", ("x_v1", 1), ("x_v2", 2), ("x_v3", 1)).Single().Value;
        levels.Members.Select(level => level.Key).Should().Equal("level_1", "level_2", "level_3");
        ((ScoreValue.NumpyNumber)levels.Members[1].Value).Value.Should().BeApproximately(1 / Math.Log2(3), 1e-12);
    }

    [Fact]
    public void Capped_recall_divides_by_the_smaller_of_cutoff_and_relevant_documents()
    {
        var metrics = Compute("R_cap_at_k", ("a", 1), ("b", 2));
        Number(metrics, "R_cap_at_1").Should().Be(0.5);
        Number(metrics, "R_cap_at_3").Should().Be(1);
    }

    [Theory]
    [InlineData("robustness_at_10")]
    [InlineData("paired_accuracy")]
    [InlineData("max_over_subqueries_map_at_1000")]
    [InlineData("p-MRR")]
    public void A_main_score_asks_for_the_score_that_it_is_part_of(string mainScore) =>
        TaskSpecificScores.Of(GoldenTask.Facts("AbsTaskRetrieval", "Retrieval", mainScore)).Should().ContainSingle()
            .Which.Should().Match(name => mainScore.StartsWith((string)name, StringComparison.Ordinal));

    // Each query finds documents 0 and 1; its relevant one is at the rank given.
    private static IReadOnlyList<KeyValuePair<string, ScoreValue>> Compute(string name, params (string Id, int Rank)[] queries)
    {
        string[] ids = ["d0", "d1"];
        var ranked = new RankedSet(
            [.. queries.Select(query => query.Id)],
            [.. queries.Select(query => query.Rank == 1 ? new QueryResult([0, 1], [0.9, 0.5]) : new QueryResult([0, 1], [0.4, 0.5]))],
            [.. queries.Select(_ => new Dictionary<string, int> { ["d0"] = 1 })],
            document => ids[document],
            Comparer<int>.Default);
        var facts = GoldenTask.Facts("AbsTaskRetrieval", "Retrieval", "ndcg_at_10", $$"""{"task_specific_scores": ["{{name}}"]}""");
        return TaskSpecificScores.Compute(facts, Cutoffs, ranked, ranked.Score(Cutoffs), null).Value!.Items;
    }

    private static double Number(IReadOnlyList<KeyValuePair<string, ScoreValue>> metrics, string name) =>
        ((ScoreValue.Number)metrics.Single(metric => metric.Key == name).Value).Value;
}
