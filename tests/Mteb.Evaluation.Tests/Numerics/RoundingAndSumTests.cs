using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Tests.Numerics;

public sealed class RoundingAndSumTests
{
    [Theory]
    [InlineData(1.0 / 64)]
    [InlineData(3.0 / 64)]
    [InlineData(1.0 / 3)]
    [InlineData(0.000005)]
    [InlineData(2.5e-06)]
    public void Ties_on_the_exact_binary_value_go_to_even(double value)
    {
        var expected = Goldens.Json("hand.json").GetProperty("python_round5").EnumerateObject()
            .Where(pair => pair.Name != "note")
            .ToDictionary(pair => pair.Name == "1/3" ? 1.0 / 3 : double.Parse(pair.Name, System.Globalization.CultureInfo.InvariantCulture), pair => pair.Value.GetDouble());
        DecimalRounding.Python(value, 5).Should().Be(expected[value]);
    }

    [Fact]
    public void Rounding_leaves_specials_whole_numbers_and_signs_alone()
    {
        DecimalRounding.Python(double.NaN, 6).Should().Be(double.NaN);
        DecimalRounding.Python(double.NegativeInfinity, 6).Should().Be(double.NegativeInfinity);
        BitConverter.DoubleToInt64Bits(DecimalRounding.Python(-0.0, 6)).Should().Be(BitConverter.DoubleToInt64Bits(-0.0));
        BitConverter.DoubleToInt64Bits(DecimalRounding.Python(-1e-9, 6)).Should().Be(BitConverter.DoubleToInt64Bits(-0.0));
        DecimalRounding.Python(1e300, 6).Should().Be(1e300);
        DecimalRounding.Python(-2.0000005, 6).Should().BeApproximately(-2.0, 1.1e-6);
    }

    [Fact]
    public void Numpy_rounds_the_scaled_double()
    {
        DecimalRounding.Numpy(1.0 / 64, 5).Should().Be(0.01562);
        DecimalRounding.Numpy(0.7333333333333332, 6).Should().Be(0.733333);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(64)]
    [InlineData(1000)]
    public void A_pairwise_sum_is_near_the_exact_one(int count)
    {
        double[] values = [.. Enumerable.Range(0, count).Select(i => 0.1 * i)];
        PairwiseSum.Sum<double>(values).Should().BeApproximately(values.Sum(), 1e-9);
    }

    [Fact]
    public void Equal_values_share_the_mean_of_their_ranks() =>
        Ranks.Average([30, 10, 20, 20, 20]).Should().Equal(5, 1, 3, 3, 3);
}
