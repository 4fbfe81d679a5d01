using System.Text.Json;
using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Tests.Numerics;

public sealed class MiniBatchKMeansTests
{
    private static readonly JsonElement Golden = Goldens.Json("kmeans.json");

    [Fact]
    public void A_small_problem_gives_the_labels_centres_and_steps_of_the_reference()
    {
        var golden = Golden.GetProperty("small");
        var clustering = Fit(golden);
        clustering.Labels.Should().Equal(golden.GetProperty("labels").Ints());
        clustering.Steps.Should().Be(golden.GetProperty("n_steps").GetInt32());
        clustering.Centres.Should().Equal(golden.GetProperty("centers").Floats(), (left, right) => Math.Abs(left - right) < 1e-5);
    }

    [Fact]
    public void Seeding_with_a_draw_of_the_rows_gives_the_labels_and_steps_of_the_reference()
    {
        var golden = Golden.GetProperty("init_smaller_than_n");
        var clustering = Fit(golden);
        clustering.Labels.Take(100).Should().Equal(golden.GetProperty("labels_first100").Ints());
        clustering.Labels.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value).Should().Equal(golden.GetProperty("label_counts").Ints());
        clustering.Steps.Should().Be(golden.GetProperty("n_steps").GetInt32());
        int[] truth = [.. Enumerable.Range(0, clustering.Labels.Length).Select(i => i % 4)];
        ClusterMetrics.VMeasure(truth, clustering.Labels).Should().BeApproximately(golden.GetProperty("v_measure_vs_i_mod_4").GetDouble(), 1e-12);
        ClusterMetrics.AdjustedMutualInformation(truth, clustering.Labels).Should().BeApproximately(golden.GetProperty("ami").GetDouble(), 1e-12);
    }

    [Fact]
    public void Agreement_of_clusterings_is_that_of_the_reference_in_every_special_case()
    {
        foreach (var golden in Golden.GetProperty("cluster_metrics").EnumerateObject())
        {
            var (truth, found) = (Codes(golden.Value.GetProperty("true")), Codes(golden.Value.GetProperty("pred")));
            ClusterMetrics.VMeasure(truth, found).Should().BeApproximately(golden.Value.GetProperty("v_measure").GetDouble(), 1e-12, golden.Name);
            ClusterMetrics.AdjustedMutualInformation(truth, found).Should().BeApproximately(golden.Value.GetProperty("ami").GetDouble(), 1e-12, golden.Name);
        }
    }

    private static Clustering Fit(JsonElement golden) => MiniBatchKMeans.Fit(
        golden.GetProperty("X").Floats(),
        golden.GetProperty("X")[0].GetArrayLength(),
        golden.GetProperty("k").GetInt32(),
        golden.GetProperty("batch_size").GetInt32());

    private static int[] Codes(JsonElement labels)
    {
        var names = labels.EnumerateArray().Select(label => label.ToString()).Distinct().Order(StringComparer.Ordinal).ToList();
        return [.. labels.EnumerateArray().Select(label => names.IndexOf(label.ToString()))];
    }
}
