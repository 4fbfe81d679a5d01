using Mteb.Evaluation.Numerics;
using Mteb.Evaluation.Verification;

namespace Mteb.Evaluation.Tests.Verification;

public sealed class EmbeddingSpreadTests
{
    [Fact]
    public void Orthogonal_vectors_of_equal_length_use_one_direction_less_than_there_are()
    {
        // Centring four orthogonal vectors leaves three equal singular values.
        var spread = EmbeddingSpread.Measure(new EmbeddingMatrix(new float[] { 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1 }, 4, 4));

        spread.MeanCosine.Should().BeApproximately(0, 1e-9);
        spread.EffectiveRank.Should().BeApproximately(3, 1e-9);
        spread.ZeroVectors.Should().Be(0);
        spread.EqualVectors.Should().Be(0);
    }

    [Fact]
    public void Vectors_on_a_line_use_one_direction()
    {
        var spread = EmbeddingSpread.Measure(new EmbeddingMatrix(new float[] { 1, 1, 2, 2, 3, 3 }, 3, 2));

        spread.MeanCosine.Should().BeApproximately(1, 1e-6);
        spread.EffectiveRank.Should().BeApproximately(1, 1e-6);
    }

    [Fact]
    public void Equal_vectors_have_no_rank_and_are_counted()
    {
        var spread = EmbeddingSpread.Measure(new EmbeddingMatrix(new float[] { 1, 2, 1, 2, 1, 2, 0, 0 }, 4, 2));

        spread.EqualVectors.Should().Be(2);
        spread.ZeroVectors.Should().Be(1);
        EmbeddingSpread.Measure(new EmbeddingMatrix(new float[] { 1, 2, 1, 2 }, 2, 2)).EffectiveRank.Should().Be(0);
    }
}
