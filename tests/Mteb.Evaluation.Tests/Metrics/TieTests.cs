using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Tests.Metrics;

/// <summary>The bounds that equal scores allow, against every order tried in turn.</summary>
public sealed class TieTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, 60)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_bounds_of_pairs_are_the_lowest_and_highest_of_all_ways_to_part_equal_scores(int seed)
    {
        var (positive, scores) = Draw(seed, 2);
        var all = Partings(scores).Select(parted => PairMetrics.Score(positive, parted)).ToList();

        Check(TiedPairs.AveragePrecision(positive, scores), all.Select(metrics => metrics.AveragePrecision));
        Check(TiedPairs.Accuracy(positive, scores), all.Select(metrics => metrics.Accuracy));
        Check(TiedPairs.F1(positive, scores), all.Select(metrics => metrics.F1));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_bounds_of_a_ranking_are_the_lowest_and_highest_of_all_orders_of_equal_scores(int seed)
    {
        var (_, scores) = Draw(seed, 3);
        var random = new NumpyGenerator((ulong)seed + 1000);
        int[] judgements = [.. scores.Select(_ => (int)(random.NextDouble() * 4) - 1)];
        int[] judged = [.. judgements, 2];
        foreach (var cutoff in (int[])[1, 2, 3, 10])
        {
            var order = TiedRanking.Of(scores, judgements, cutoff);
            var strict = Partings(scores).Where(parted => parted.Distinct().Count() == parted.Length)
                .Select(parted => parted.Zip(judgements).OrderByDescending(pair => pair.First).Select(pair => pair.Second).ToArray()).ToList();
            foreach (var metric in Enum.GetValues<RetrievalMetric>())
            {
                Check(new TieBounds(Value(metric, cutoff, order.Worst, judged), Value(metric, cutoff, order.Best, judged)),
                    strict.Select(ranked => Value(metric, cutoff, ranked, judged)));
            }
        }
    }

    [Fact]
    public void Documents_count_as_ties_only_where_their_order_can_matter()
    {
        TiedRanking.Of([0.9, 0.9, 0.5, 0.5, 0.1], [1, 1, 0, 1, 1], 10).Ties.Should().Be(2, "the first two are judged alike");
        TiedRanking.Of([0.9, 0.9, 0.5, 0.5, 0.1], [1, 1, 0, 1, 1], 2).Ties.Should().Be(0, "the others stand below the cut-off");
        TiedRanking.Of([0.9, 0.5, 0.5], [1, -1, 0], 3).Ties.Should().Be(0, "a negative judgement counts as none");
    }

    [Fact]
    public void Pairs_are_marked_where_any_other_has_their_score()
    {
        var tied = new bool[4];
        TiedPairs.Mark([0.5, 0.4, 0.5, 0.3], tied);
        tied.Should().Equal(true, false, true, false);
        TiedPairs.Mark([1, 2, 3, 2], tied);
        tied.Should().Equal(true, true, true, true);
    }

    private static void Check(TieBounds bounds, IEnumerable<double> values)
    {
        var all = values.ToList();
        bounds.Lowest.Should().BeApproximately(all.Min(), 1e-12);
        bounds.Highest.Should().BeApproximately(all.Max(), 1e-12);
    }

    private static double Value(RetrievalMetric metric, int cutoff, int[] ranked, int[] judged)
    {
        var values = new RetrievalValues([cutoff], 1);
        values.Score(0, ranked, [.. judged]);
        return values[metric, 0][0];
    }

    private static (bool[] Positive, double[] Scores) Draw(int seed, int distinct)
    {
        var random = new NumpyGenerator((ulong)seed);
        var size = 2 + (seed % 4);
        return ([.. Enumerable.Range(0, size).Select(_ => random.NextDouble() < 0.5)],
            [.. Enumerable.Range(0, size).Select(_ => Math.Floor(random.NextDouble() * distinct))]);
    }

    // Every way to give rows of equal score new places among themselves, several at one place included.
    private static IEnumerable<double[]> Partings(double[] scores)
    {
        var size = scores.Length;
        var ways = (int)Math.Pow(size, size);
        for (var way = 0; way < ways; way++)
        {
            var (parted, rest) = ((double[])scores.Clone(), way);
            for (var i = 0; i < size; i++)
            {
                parted[i] += (double)(rest % size) / (2 * size);
                rest /= size;
            }

            yield return parted;
        }
    }
}
