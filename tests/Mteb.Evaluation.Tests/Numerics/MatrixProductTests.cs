using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Tests.Numerics;

public sealed class MatrixProductTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 4, 8)]
    [InlineData(7, 9, 5)]
    [InlineData(10, 13, 387)]
    [InlineData(5, 300, 129)]
    public void Every_element_is_the_scalar_product_of_its_rows(int aRows, int bRows, int columns)
    {
        var (a, b) = (Random(aRows * columns, 1), Random(bRows * columns, 2));
        var result = new float[aRows * bRows];
        SimdMatrixProduct.Instance.Multiply(a, aRows, b, bRows, columns, result);

        for (var i = 0; i < aRows; i++)
        {
            for (var j = 0; j < bRows; j++)
            {
                var exact = Enumerable.Range(0, columns).Sum(k => (double)a[(i * columns) + k] * b[(j * columns) + k]);
                result[(i * bRows) + j].Should().BeApproximately((float)exact, 1e-4f);
            }
        }
    }

    [Fact]
    public void Equal_rows_give_equal_bits_wherever_they_stand_and_however_the_work_is_divided()
    {
        const int columns = 131;
        var a = Random(columns, 3);
        var b = Random(columns, 4);
        var manyA = Repeat(a, 11);
        var manyB = Repeat(b, 403);
        var result = new float[11 * 403];
        SimdMatrixProduct.Instance.Multiply(manyA, 11, manyB, 403, columns, result);

        var single = new float[1];
        SimdMatrixProduct.Instance.Multiply(a, 1, b, 1, columns, single);
        result.Should().OnlyContain(value => value == single[0]);
        SimdMatrixProduct.Instance.Multiply(b, 1, a, 1, columns, single);
        result[0].Should().Be(single[0]);
    }

    [Fact]
    public void Blocks_that_are_too_short_are_refused()
    {
        var act = () => SimdMatrixProduct.Instance.Multiply(new float[3], 2, new float[4], 2, 2, new float[4]);
        act.Should().Throw<ArgumentException>();
    }

    private static float[] Random(int count, ulong seed)
    {
        var random = new NumpyGenerator(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
    }

    private static float[] Repeat(float[] row, int times) => [.. Enumerable.Repeat(row, times).SelectMany(values => values)];
}
