using System.Globalization;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Tests.Text;

public sealed class PythonFloatTests
{
    // What CPython gives for values of all sizes, near ties and exact ties.
    private static readonly string Reference = Repository.At("tests/Mteb.Schemas.Tests/Text/python_floats.tsv");

    [Fact]
    public void Repr_and_round_give_what_python_gives()
    {
        foreach (var line in File.ReadLines(Reference).Skip(1))
        {
            var cells = line.Split('\t');
            var value = BitConverter.Int64BitsToDouble(long.Parse(cells[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            PythonFloat.Repr(value).Should().Be(cells[1]);
            PythonFloat.Repr(PythonFloat.Round(value, 0)).Should().Be(cells[2], $"{cells[1]} is rounded to 0 decimals");
            PythonFloat.Repr(PythonFloat.Round(value, 2)).Should().Be(cells[3], $"{cells[1]} is rounded to 2 decimals");
            PythonFloat.Repr(PythonFloat.Round(value, 5)).Should().Be(cells[4], $"{cells[1]} is rounded to 5 decimals");
            PythonFloat.Repr(PythonFloat.Round(value, 6)).Should().Be(cells[5], $"{cells[1]} is rounded to 6 decimals");
        }
    }

    [Theory]
    [InlineData(1.0 / 64, 5, 0.01562)]
    [InlineData(3.0 / 64, 5, 0.04688)]
    [InlineData(2.675, 2, 2.67)]
    [InlineData(-1e-9, 6, -0.0)]
    [InlineData(double.NaN, 6, double.NaN)]
    [InlineData(double.NegativeInfinity, 6, double.NegativeInfinity)]
    public void Rounding_looks_at_the_exact_binary_value(double value, int digits, double expected) =>
        BitConverter.DoubleToInt64Bits(PythonFloat.Round(value, digits)).Should().Be(BitConverter.DoubleToInt64Bits(expected));

    [Theory]
    [InlineData(0.0000005, 0.0)]
    [InlineData(0.0000015, 2e-06)]
    [InlineData(2.5, 2.5)]
    [InlineData(-0.0000004, -0.0)]
    public void Numpy_rounds_the_scaled_number(double value, double expected) =>
        BitConverter.DoubleToInt64Bits(PythonFloat.NumpyRound(value, 6)).Should().Be(BitConverter.DoubleToInt64Bits(expected));

    [Theory]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void What_is_not_finite_has_a_word(double value, string expected) => PythonFloat.Repr(value).Should().Be(expected);

    [Theory]
    [InlineData(-1)]
    [InlineData(23)]
    public void Decimals_that_no_double_can_scale_are_refused(int digits)
    {
        var round = () => PythonFloat.Round(1, digits);
        round.Should().Throw<ArgumentOutOfRangeException>();
    }
}
