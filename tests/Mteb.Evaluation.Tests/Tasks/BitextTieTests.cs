using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;
using Mteb.Evaluation.Tasks;

namespace Mteb.Evaluation.Tests.Tasks;

/// <summary>The scores that the choice among equally similar sentences allows, against every choice tried in turn.</summary>
public sealed class BitextTieTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_bounds_are_those_of_all_choices_where_ties_come_from_repeated_sentences(int seed)
    {
        // Sentences of the other language repeat; every query has its own nearest group.
        var random = new Random(seed);
        var count = random.Next(2, 7);
        var groups = Enumerable.Range(0, count).Select(_ => random.Next(3)).ToArray();
        var corpus = Matrix(groups.Select(Direction));
        var queries = Matrix(Enumerable.Range(0, count).Select(row => Direction(random.Next(4) == 0 ? groups[random.Next(count)] : groups[row])));

        var search = new NearestSentences(queries, new ModelSimilarity(SimilarityFunction.Dot, SimdMatrixProduct.Instance));
        search.Add(corpus, 0, CancellationToken.None);

        var (tied, lowest, highest) = BitextTies.Of(search);
        var choices = Enumerable.Range(0, count).Select(query => search.Ties(query) is { } ties ? [search.Nearest[query], .. ties] : new[] { search.Nearest[query] }).ToArray();
        var scores = All(choices).Select(chosen => BitextMetrics.Score([.. Enumerable.Range(0, count)], chosen).F1).ToList();
        tied.Should().Be(choices.Count(own => own.Length > 1));
        lowest.F1.Should().BeApproximately(scores.Min(), 1e-12);
        highest.F1.Should().BeApproximately(scores.Max(), 1e-12);
    }

    [Fact]
    public void Two_equal_sentences_swap_their_places_or_stay()
    {
        var search = new NearestSentences(Matrix([[1, 0], [1, 0], [0, 1]]), new ModelSimilarity(SimilarityFunction.Dot, SimdMatrixProduct.Instance));
        search.Add(Matrix([[1, 0]]), 0, CancellationToken.None);
        search.Add(Matrix([[1, 0], [0, 1]]), 1, CancellationToken.None);

        var (count, lowest, highest) = BitextTies.Of(search);

        search.Nearest.Should().Equal(0, 0, 2);
        count.Should().Be(2);
        lowest.F1.Should().BeApproximately(1 / 3.0, 1e-12);
        highest.F1.Should().Be(1);
    }

    private static float[] Direction(int group) => group switch { 0 => [1, 0, 0], 1 => [0, 1, 0], _ => [0, 0, 1] };

    private static EmbeddingMatrix Matrix(IEnumerable<float[]> rows) => rows.ToArray() is var all ? new EmbeddingMatrix(all.SelectMany(row => row).ToArray(), all.Length, all[0].Length) : default!;

    private static IEnumerable<int[]> All(int[][] choices) => choices.Aggregate(
        (IEnumerable<int[]>)[[]], (chosen, own) => chosen.SelectMany(left => own.Select(choice => (int[])[.. left, choice])));
}
