using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;
using Mteb.Evaluation.Tasks;

namespace Mteb.Evaluation.Tests.Tasks;

/// <summary>The scores that the choice among equally near training rows allows, against every choice tried in turn.</summary>
public sealed class VoteTieTests
{
    private const int TestRows = 2;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 150)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_bounds_are_those_of_all_choices_of_voters(int seed)
    {
        var random = new Random(seed);
        var labels = random.Next(1, 4);
        var train = Enumerable.Range(0, random.Next(6, 10)).Select(_ => new float[] { random.Next(3), random.Next(2) }).ToArray();
        var sets = train.Select(_ => Set(random, labels)).ToArray();
        var test = Enumerable.Range(0, TestRows).Select(_ => new float[] { random.Next(3), random.Next(2) }).ToArray();
        var truth = test.Select(_ => Set(random, labels)).ToArray();

        var votes = NeighbourVotes.Take(
            [[.. Enumerable.Range(0, train.Length)]], [.. Enumerable.Range(0, train.Length)], Matrix(train), Matrix(test), sets, CancellationToken.None);

        var choices = test.Select(vector => Voters(train, vector).Select(chosen => Majority(chosen.Select(row => sets[row]), labels)).ToList()).ToArray();
        var all = choices[0].SelectMany(first => choices[1].Select(second => MultilabelMetrics.Score(truth, [first, second]))).ToList();
        var own = MultilabelMetrics.Score(truth, votes.Predictions[0]);
        votes.Ties.Select(tie => tie.Row).Should().BeSubsetOf(Enumerable.Range(0, TestRows).Where(row => choices[row].Count > 1));
        Check("accuracy", metrics => metrics.Accuracy);
        Check("lrap", metrics => metrics.RankingPrecision);
        Check("hamming", metrics => metrics.Hamming);

        var f1 = VoteTies.Of("f1", truth, votes) ?? new TieBounds(own.F1, own.F1);
        f1.Lowest.Should().BeLessThanOrEqualTo(all.Min(metrics => metrics.F1) + 1e-12);
        f1.Highest.Should().BeGreaterThanOrEqualTo(all.Max(metrics => metrics.F1) - 1e-12);
        if (labels == 1)
        {
            f1.Lowest.Should().BeApproximately(all.Min(metrics => metrics.F1), 1e-12);
            f1.Highest.Should().BeApproximately(all.Max(metrics => metrics.F1), 1e-12);
        }

        void Check(string metric, Func<MultilabelMetrics, double> select)
        {
            var bounds = VoteTies.Of(metric, truth, votes) ?? new TieBounds(select(own), select(own));
            bounds.Lowest.Should().BeApproximately(all.Min(select), 1e-12, metric);
            bounds.Highest.Should().BeApproximately(all.Max(select), 1e-12, metric);
        }
    }

    [Fact]
    public void Rows_that_all_find_a_place_or_have_the_same_labels_are_no_tie()
    {
        float[][] train = [[0], [0], [0], [1], [1], [2], [2]];
        bool[][] sets = [[true], [false], [true], [false], [true], [true], [true]];

        NeighbourVotes Take(float test) => NeighbourVotes.Take([[0, 1, 2, 3, 4, 5, 6]], [0, 1, 2, 3, 4, 5, 6], Matrix(train), Matrix([[test]]), sets, CancellationToken.None);

        Take(0).Ties.Should().BeEmpty("five rows are nearer than the others");
        Take(0.5f).Ties.Should().BeEmpty("as above");
        Take(2).Ties.Should().ContainSingle("three rows compete for one place").Which.Places.Should().Be(1);
        Take(1).Ties.Should().ContainSingle("the third to fifth place go to two of five").Which.Should().BeEquivalentTo(new { Places = 3, Votes = new[] { 1 } });
    }

    private static bool[] Set(Random random, int labels) => [.. Enumerable.Range(0, labels).Select(_ => random.Next(2) == 0)];

    private static IEnumerable<int[]> Voters(float[][] train, float[] vector)
    {
        var distances = train.Select(row => row.Zip(vector, (left, right) => (left - right) * (left - right)).Sum()).ToArray();
        var last = distances.Order().ElementAt(NeighbourVotes.Voters - 1);
        int[] certain = [.. Enumerable.Range(0, train.Length).Where(row => distances[row] < last)];
        int[] equal = [.. Enumerable.Range(0, train.Length).Where(row => distances[row] == last)];
        return Enumerable.Range(0, 1 << equal.Length)
            .Where(choice => int.PopCount(choice) == NeighbourVotes.Voters - certain.Length)
            .Select(choice => (int[])[.. certain, .. equal.Where((_, number) => (choice & (1 << number)) != 0)]);
    }

    private static bool[] Majority(IEnumerable<bool[]> voters, int labels) =>
        [.. Enumerable.Range(0, labels).Select(label => voters.Count(set => set[label]) >= 3)];

    private static EmbeddingMatrix Matrix(float[][] rows) => new(rows.SelectMany(row => row).ToArray(), rows.Length, rows[0].Length);
}
