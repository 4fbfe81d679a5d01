using Mteb.Evaluation.Tests.Numerics;

namespace Mteb.Evaluation.Tests.Metrics;

public sealed class AbstentionTests
{
    [Fact]
    public void Every_case_of_the_reference_comes_out_bit_for_bit()
    {
        var number = 0;
        foreach (var golden in Goldens.Json("nauc.json").GetProperty("cases").EnumerateArray())
        {
            var actual = HandMetricTests.Nauc(golden.GetProperty("conf").Doubles(), golden.GetProperty("metric").Doubles());
            var expected = Goldens.Number(golden.GetProperty("nauc"));
            (double.IsNaN(expected) ? double.IsNaN(actual) : BitConverter.DoubleToInt64Bits(actual) == BitConverter.DoubleToInt64Bits(expected))
                .Should().BeTrue("case {0} gives {1}, not {2}", number, actual, expected);
            number++;
        }
    }

    [Fact]
    public void Without_queries_there_is_no_score() => HandMetricTests.Nauc([], []).Should().Be(double.NaN);
}
