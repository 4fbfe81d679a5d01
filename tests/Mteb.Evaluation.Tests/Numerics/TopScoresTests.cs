using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Tests.Numerics;

public sealed class TopScoresTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(400)]
    [InlineData(5000)]
    public void The_best_scores_are_those_of_a_stable_sort_however_the_stream_is_cut(int limit)
    {
        var random = new Random(limit);
        for (var round = 0; round < 20; round++)
        {
            // Few different values, so that many tie, both zeros and both infinities among them.
            float[] scores = [.. Enumerable.Range(0, random.Next(1, 3000)).Select(_ => random.Next(12) switch
            {
                0 => -0f,
                1 => 0f,
                2 => float.PositiveInfinity,
                3 => float.NegativeInfinity,
                _ => MathF.Round((random.NextSingle() - 0.5f) * 4, 1 + (round % 4)),
            })];
            int[] expected = [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i] + 0f).Take(limit)];
            var top = new TopScores(limit);
            for (var start = 0; start < scores.Length;)
            {
                var count = Math.Min(random.Next(1, 700), scores.Length - start);
                top.Add(scores.AsSpan(start, count), start);
                start += count;
            }

            var (found, items) = top.Take();
            items.Should().Equal(expected);
            found.Select(BitConverter.SingleToInt32Bits).Should().Equal(expected.Select(i => BitConverter.SingleToInt32Bits(scores[i])));
        }
    }

    [Fact]
    public void Scores_below_the_floor_are_passed_over_and_those_at_it_are_not()
    {
        var top = new TopScores(3);
        top.Add([5, 6, 7, 8], 0);
        top.Take().Items.Should().Equal(3, 2, 1);

        top.Floor = 6;
        top.Add([5, 6, 5.9f, 7, 6, 6, 5, 1, 2, 3], 10);

        top.Take().Items.Should().Equal(13, 11, 14);
    }

    [Fact]
    public void Selection_puts_the_smallest_first_and_the_largest_of_them_last()
    {
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            var range = random.Next(1, 200);
            ulong[] values = [.. Enumerable.Range(0, random.Next(1, 400)).Select(_ => (ulong)random.Next(range))];
            ulong[] sorted = [.. values.Order()];
            var count = random.Next(1, values.Length + 1);

            Selection.Smallest(values, count);

            values.Take(count).Order().Should().Equal(sorted.Take(count));
            values[count - 1].Should().Be(sorted[count - 1]);
            values.Order().Should().Equal(sorted);
        }
    }
}
