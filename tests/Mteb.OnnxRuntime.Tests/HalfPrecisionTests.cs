using Microsoft.ML.OnnxRuntime;

namespace Mteb.OnnxRuntime.Tests;

public class HalfPrecisionTests
{
    [Fact]
    public void Every_pattern_of_a_half_survives_the_way_to_single_and_back()
    {
        for (var bits = 0; bits <= ushort.MaxValue; bits++)
        {
            var half = new Float16((ushort)bits);
            var brain = new BFloat16((ushort)bits);
            (Float16.IsNaN(half) ? Float16.IsNaN((Float16)half.ToFloat()) : ((Float16)half.ToFloat()).value == bits).Should().BeTrue();
            (BFloat16.IsNaN(brain) ? BFloat16.IsNaN((BFloat16)brain.ToFloat()) : ((BFloat16)brain.ToFloat()).value == bits).Should().BeTrue();
        }
    }

    [Theory]
    [InlineData(1f, 0x3F80)]
    [InlineData(-2f, 0xC000)]
    [InlineData(1.00390625f, 0x3F80)]
    [InlineData(1.01171875f, 0x3F82)]
    [InlineData(1.003907f, 0x3F81)]
    [InlineData(float.MaxValue, 0x7F80)]
    public void Bfloat16_rounds_to_the_nearest_ties_to_even(float value, int bits) => ((BFloat16)value).value.Should().Be((ushort)bits);

    [Fact]
    public void Numbers_compare_as_numbers()
    {
        (new Float16(0x8000) == Float16.Zero).Should().BeTrue();
        (Float16.NaN == Float16.NaN).Should().BeFalse();
        (Float16.NaN != Float16.NaN).Should().BeTrue();
        Float16.NaN.Equals((object)Float16.NaN).Should().BeTrue();
        (Float16.MinValue < Float16.One && Float16.One > Float16.Zero && Float16.One <= Float16.MaxValue && Float16.One >= Float16.Zero).Should().BeTrue();
        Float16.One.CompareTo((object)Float16.Zero).Should().BePositive();
        (Float16.IsInfinity(Float16.PositiveInfinity), Float16.IsFinite(Float16.NaN), Float16.IsNegative(Float16.NegativeInfinity)).Should().Be((true, false, true));
        Float16.MaxValue.ToString().Should().Be("65504");

        (new BFloat16(0x8000) == BFloat16.Zero).Should().BeTrue();
        (BFloat16.NaN != BFloat16.NaN).Should().BeTrue();
        BFloat16.NaN.Equals((object)BFloat16.NaN).Should().BeTrue();
        (BFloat16.MinValue < BFloat16.One && BFloat16.One > BFloat16.Zero && BFloat16.One <= BFloat16.MaxValue && BFloat16.One >= BFloat16.Zero).Should().BeTrue();
        BFloat16.One.CompareTo((object)BFloat16.Zero).Should().BePositive();
        (BFloat16.IsInfinity(BFloat16.NegativeInfinity), BFloat16.IsFinite(BFloat16.One), BFloat16.IsNegative(BFloat16.One)).Should().Be((true, true, false));
        BFloat16.One.ToString().Should().Be("1");
    }
}
