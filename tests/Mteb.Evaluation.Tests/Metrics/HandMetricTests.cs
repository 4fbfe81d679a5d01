using System.Text.Json;
using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Tasks;
using Mteb.Evaluation.Tests.Numerics;

namespace Mteb.Evaluation.Tests.Metrics;

public sealed class HandMetricTests
{
    private const double Tolerance = 1e-12;

    private static readonly JsonElement Golden = Goldens.Json("hand.json");

    [Fact]
    public void Ranked_retrieval_follows_trec_eval_with_ties_by_descending_id()
    {
        var golden = Golden.GetProperty("trec_tie_order");
        string[] ids = [.. golden.GetProperty("scores").EnumerateObject().Select(doc => doc.Name)];
        var result = new QueryResult([.. Enumerable.Range(0, ids.Length)], golden.GetProperty("scores").EnumerateObject().Select(doc => doc.Value.GetDouble()).ToArray());
        var ranking = result.Rank(ById(ids)).Select(doc => ids[doc]).ToArray();
        ranking.Should().Equal(golden.GetProperty("ranking").Texts());

        var qrel = golden.GetProperty("qrel").EnumerateObject().ToDictionary(doc => doc.Name, doc => doc.Value.GetInt32());
        int[] cutoffs = [.. golden.GetProperty("metrics").EnumerateObject().Select(entry => int.Parse(entry.Name, System.Globalization.CultureInfo.InvariantCulture))];
        var values = new RetrievalValues(cutoffs, 1);
        values.Score(0, [.. ranking.Select(id => qrel.GetValueOrDefault(id))], qrel.Values.ToArray());
        for (var i = 0; i < cutoffs.Length; i++)
        {
            var expected = golden.GetProperty("metrics").EnumerateObject().ElementAt(i).Value;
            Check(values[RetrievalMetric.Ndcg, i][0], expected.GetProperty("ndcg"));
            Check(values[RetrievalMetric.Map, i][0], expected.GetProperty("map"));
            Check(values[RetrievalMetric.Recall, i][0], expected.GetProperty("recall"));
            Check(values[RetrievalMetric.Precision, i][0], expected.GetProperty("P"));
            Check(values[RetrievalMetric.HitRate, i][0], expected.GetProperty("success"));
        }

        values[RetrievalMetric.Mrr, 1][0].Should().Be(1.0 / 3);
    }

    [Fact]
    public void A_short_result_is_divided_by_the_cutoff_and_by_all_relevant_documents()
    {
        var golden = Golden.GetProperty("trec_short_run_precision");
        var values = new RetrievalValues([10], 1);
        values.Score(0, [1], [1, 1]);
        Check(values[RetrievalMetric.Precision, 0][0], golden.GetProperty("P@10"));
        Check(values[RetrievalMetric.Map, 0][0], golden.GetProperty("map@10"));
        Check(values[RetrievalMetric.Recall, 0][0], golden.GetProperty("recall@10"));
        Check(values[RetrievalMetric.Ndcg, 0][0], golden.GetProperty("ndcg@10"));
    }

    [Fact]
    public void A_query_without_relevant_documents_scores_zero()
    {
        var values = new RetrievalValues([1], 1);
        values.Score(0, [0], [0]);
        Enum.GetValues<RetrievalMetric>().Should().OnlyContain(metric => values[metric, 0][0] == 0);
    }

    [Fact]
    public void The_mean_of_one_hit_in_64_queries_is_rounded_half_to_even()
    {
        QueryResult[] results = [.. Enumerable.Repeat(new QueryResult([0], [1.0]), 64)];
        var qrels = Enumerable.Range(0, 64).Select(query => new Dictionary<string, int> { [query == 0 ? "a" : "b"] = 1 }).ToArray();
        var metrics = RetrievalScores.Score([1], results, query => qrels[query], _ => "a", ById(["a"])).ToMetrics();
        metrics.Single(metric => metric.Key == "precision_at_1").Value
            .Should().Be(new Mteb.Schemas.Results.ScoreValue.Number(Golden.GetProperty("mean_over_64_queries_one_hit").GetProperty("precision_at_1").GetDouble()));
    }

    [Fact]
    public void Documents_of_equal_score_are_ranked_by_code_point()
    {
        string[] ids = ["\uff5e", "\ud83d\ude00"];
        var first = new QueryResult([0, 1], [1, 1]).Rank(ById(ids))[0];
        ids[first].Should().Be(Golden.GetProperty("doc_id_order_is_code_point").GetProperty("first").GetString());
    }

    [Fact]
    public void Document_texts_are_joined_and_stripped_as_Python_does()
    {
        foreach (var golden in Golden.GetProperty("corpus_text").EnumerateArray())
        {
            RetrievalTexts.Document(golden.GetProperty("title").GetString(), golden.GetProperty("text").GetString()!)
                .Should().Be(golden.GetProperty("out").GetString());
        }

        RetrievalTexts.Document(null, "\u001c\u00a0 body\u3000\u001f").Should().Be("body");
    }

    [Theory]
    [InlineData("nauc_by_hand")]
    [InlineData("nauc_equal_confidences")]
    public void Abstention_is_scored_as_by_hand(string name)
    {
        var golden = Golden.GetProperty(name);
        var metric = golden.GetProperty("metric").Doubles();
        var confidences = golden.GetProperty("conf").Doubles();
        Nauc(confidences, metric).Should().Be(golden.GetProperty("nauc").GetDouble());
        if (golden.TryGetProperty("reversed_conf_nauc", out var reversed))
        {
            Nauc([.. confidences.Reverse()], metric).Should().Be(reversed.GetDouble());
        }
    }

    [Theory]
    [InlineData("pair_classification")]
    [InlineData("pair_last_row_ignored")]
    [InlineData("pair_equal_scores")]
    [InlineData("pair_all_scores_equal")]
    public void Pairs_are_cut_between_different_scores_only(string name)
    {
        var golden = Golden.GetProperty(name);
        var metrics = PairMetrics.Score([.. golden.GetProperty("labels").Ints().Select(label => label == 1)], golden.GetProperty("scores").Doubles());
        var expected = golden.GetProperty("metrics");
        Check(metrics.Accuracy, expected.GetProperty("accuracy"));
        Check(metrics.F1, expected.GetProperty("f1"));
        Check(metrics.Precision, expected.GetProperty("precision"));
        Check(metrics.Recall, expected.GetProperty("recall"));
        Check(metrics.AveragePrecision, expected.GetProperty("ap"));
    }

    [Fact]
    public void Classes_are_averaged_over_the_union_of_true_and_predicted_ones()
    {
        var golden = Golden.GetProperty("classification_metrics");
        var metrics = ClassificationMetrics.Score(golden.GetProperty("y_true").Ints(), golden.GetProperty("y_pred").Ints());
        Check(metrics.Accuracy, golden.GetProperty("accuracy"));
        Check(metrics.Precision, golden.GetProperty("precision"));
        Check(metrics.Recall, golden.GetProperty("recall"));
        Check(metrics.F1, golden.GetProperty("f1"));
        Check(metrics.PrecisionWeighted, golden.GetProperty("precision_weighted"));
        Check(metrics.RecallWeighted, golden.GetProperty("recall_weighted"));
        Check(metrics.F1Weighted, golden.GetProperty("f1_weighted"));
    }

    [Fact]
    public void Average_precision_takes_hard_predictions_and_is_minus_zero_without_positives()
    {
        var golden = Golden.GetProperty("ap_on_hard_predictions");
        Check(AveragePrecision.Score([.. golden.GetProperty("y").Ints().Select(y => y == 1)], golden.GetProperty("pred").Doubles()), golden.GetProperty("ap"));
        double.IsNegative(AveragePrecision.Score([false, false], [1, 2])).Should().BeTrue();
    }

    [Fact]
    public void Bitext_hits_are_weighted_by_how_often_a_sentence_is_claimed()
    {
        var golden = Golden.GetProperty("bitext");
        var metrics = BitextMetrics.Score([0, 1, 2, 3], golden.GetProperty("neighbour_of_row").Ints());
        Check(metrics.Precision, golden.GetProperty("precision"));
        Check(metrics.Recall, golden.GetProperty("recall"));
        Check(metrics.F1, golden.GetProperty("f1"));
        Check(metrics.Accuracy, golden.GetProperty("accuracy"));
    }

    [Fact]
    public void Correlations_handle_ties()
    {
        var golden = Golden.GetProperty("spearman_ties");
        var (x, y) = (golden.GetProperty("x").Doubles(), golden.GetProperty("y").Doubles());
        Check(Correlation.Spearman(x, y), golden.GetProperty("spearman"));
        Check(Correlation.Pearson(x, y), golden.GetProperty("pearson"));
        golden = Golden.GetProperty("kendall_b");
        Check(Correlation.KendallTauB(golden.GetProperty("x").Doubles(), golden.GetProperty("y").Doubles()), golden.GetProperty("tau"));
    }

    [Fact]
    public void A_constant_list_has_no_correlation_and_two_pairs_have_a_whole_one()
    {
        Correlation.Pearson([1, 1, 1], [1, 2, 3]).Should().Be(double.NaN);
        Correlation.Spearman([1, 2, 3], [2, 2, 2]).Should().Be(double.NaN);
        Correlation.KendallTauB([1, 1], [1, 2]).Should().Be(double.NaN);
        Correlation.Pearson([0.1, 0.3], [7, 2]).Should().Be(-1);
    }

    [Fact]
    public void P_values_follow_the_t_distribution()
    {
        // r = 0.5 of 10 pairs: t = 1.6330 with 8 degrees of freedom.
        Correlation.PValue(0.5, 10).Should().BeApproximately(0.14111, 5e-6);
        Correlation.PValue(0, 10).Should().BeApproximately(1, 1e-12);
        Correlation.PValue(1, 10).Should().Be(0);
    }

    [Fact]
    public void A_document_that_moves_down_counts_as_wanted()
    {
        var golden = Golden.GetProperty("p_mrr");
        RelevanceShift.Of(2, 4).Should().Be(golden.GetProperty("(og 2,new 4)").GetDouble());
        RelevanceShift.Of(4, 2).Should().Be(golden.GetProperty("(og 4,new 2)").GetDouble());
        RelevanceShift.Of(3, 3).Should().Be(0);
        Check(RelevanceShift.Of(1, 11), golden.GetProperty("(1,11)"));
    }

    [Fact]
    public void Sets_of_labels_are_compared_by_row()
    {
        var golden = Golden.GetProperty("hamming_score");
        Check(MultilabelMetrics.Score(Sets(golden.GetProperty("Y")), Sets(golden.GetProperty("P"))).Hamming, golden.GetProperty("hamming"));
        golden = Golden.GetProperty("lrap");
        Check(MultilabelMetrics.Score(Sets(golden.GetProperty("Y")), Sets(golden.GetProperty("S"))).RankingPrecision, golden.GetProperty("lrap"));
    }

    [Fact]
    public void Clusterings_are_compared_by_information()
    {
        var golden = Golden.GetProperty("v_measure");
        var (truth, found) = (golden.GetProperty("true").Ints(), golden.GetProperty("pred").Ints());
        Check(ClusterMetrics.VMeasure(truth, found), golden.GetProperty("v"));
        Check(ClusterMetrics.AdjustedMutualInformation(truth, found), golden.GetProperty("ami"));
    }

    internal static double Nauc(double[] confidences, double[] metric) =>
        Abstention.Score(Abstention.Order(confidences), Abstention.Oracle(metric), metric);

    private static Comparer<int> ById(string[] ids) =>
        Comparer<int>.Create((left, right) => CodePointOrder.Compare(ids[left], ids[right]));

    private static bool[][] Sets(JsonElement rows) => [.. rows.IntRows().Select(row => row.Select(value => value == 1).ToArray())];

    private static void Check(double actual, JsonElement expected) => actual.Should().BeApproximately(expected.GetDouble(), Tolerance);
}
