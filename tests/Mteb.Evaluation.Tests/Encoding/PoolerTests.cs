using Mteb.Evaluation.Encoding;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Tests.Encoding;

public sealed class PoolerTests
{
    // Three tokens of width 2, then padding that must not matter.
    private static readonly float[] Tokens = [1, -2, 3, 4, 5, -6, 100, 100];

    [Theory]
    [InlineData(PoolingMode.FirstToken, 0, new[] { 1f, -2f })]
    [InlineData(PoolingMode.LastToken, 0, new[] { 5f, -6f })]
    [InlineData(PoolingMode.Max, 0, new[] { 5f, 4f })]
    [InlineData(PoolingMode.Mean, 0, new[] { 3f, -4f / 3 })]
    [InlineData(PoolingMode.MeanSquareRootLength, 0, new[] { 5.1961524f, -2.309401f })] // 9/√3, −4/√3
    [InlineData(PoolingMode.WeightedMean, 0, new[] { 22f / 6, -12f / 6 })] // (1·1 + 2·3 + 3·5)/6, (−2 + 8 − 18)/6
    [InlineData(PoolingMode.FirstToken, 1, new[] { 3f, 4f })]
    [InlineData(PoolingMode.LastToken, 1, new[] { 5f, -6f })]
    [InlineData(PoolingMode.Max, 1, new[] { 5f, 4f })]
    [InlineData(PoolingMode.Mean, 1, new[] { 4f, -1f })]
    [InlineData(PoolingMode.MeanSquareRootLength, 1, new[] { 5.656854f, -1.4142135f })] // 8/√2, −2/√2
    [InlineData(PoolingMode.WeightedMean, 1, new[] { 13f / 3, -8f / 3 })] // places count from the first that takes part
    public void Each_mode_gives_what_a_hand_computes(PoolingMode mode, int skip, float[] expected)
    {
        var result = new float[2];

        Pooler.Pool(mode, Tokens, 2, skip, 3, result);

        result.Should().HaveCount(2);
        result[0].Should().BeApproximately(expected[0], 1e-6f);
        result[1].Should().BeApproximately(expected[1], 1e-6f);
    }

    [Theory]
    [InlineData(PoolingMode.FirstToken)]
    [InlineData(PoolingMode.LastToken)]
    [InlineData(PoolingMode.Mean)]
    [InlineData(PoolingMode.MeanSquareRootLength)]
    [InlineData(PoolingMode.WeightedMean)]
    public void The_sum_by_shares_is_what_each_mode_gives(PoolingMode mode)
    {
        for (var skip = 0; skip <= 3; skip++)
        {
            var (shares, expected) = (new float[4], new float[2]);
            Pooler.Share(mode, skip, 3, shares);
            Pooler.Pool(mode, Tokens, 2, skip, 3, expected);

            for (var column = 0; column < 2; column++)
            {
                Enumerable.Range(0, 4).Sum(token => shares[token] * Tokens[2 * token + column]).Should().BeApproximately(expected[column], 1e-6f, $"{skip} are skipped");
            }
        }
    }

    [SharedTheory("goldens/architectures/bert/expected.json", "goldens/architectures/qwen3/expected.json", "goldens/architectures/t5_encoder/expected.json")]
    [InlineData("bert")]
    [InlineData("qwen3")]
    [InlineData("t5_encoder")]
    public void Each_mode_gives_what_sentence_transformers_gives(string architecture)
    {
        (PoolingMode Mode, string Name)[] modes =
        [
            (PoolingMode.FirstToken, "cls"), (PoolingMode.Mean, "mean"), (PoolingMode.Max, "max"), (PoolingMode.LastToken, "lasttoken"),
            (PoolingMode.MeanSquareRootLength, "mean_sqrt_len_tokens"), (PoolingMode.WeightedMean, "weightedmean"),
        ];
        var compared = 0;
        foreach (var golden in Goldens.Parse(SharedMaterial.At($"goldens/architectures/{architecture}/expected.json")).GetProperty("cases").EnumerateArray())
        {
            var mask = golden.GetProperty("inputs").GetProperty("attention_mask").EnumerateArray()
                .Select(row => row.EnumerateArray().Select(item => item.GetInt32()).ToArray())
                .ToArray();
            var hidden = Floats(golden.GetProperty("last_hidden_state"));
            var width = hidden.Length / mask.Length / mask[0].Length;
            foreach (var row in Enumerable.Range(0, mask.Length).Where(row => mask[row][0] == 1))
            {
                foreach (var (mode, name) in modes)
                {
                    var result = new float[width];
                    Pooler.Pool(mode, hidden.AsSpan(row * mask[0].Length * width), width, 0, mask[row].Sum(), result);
                    var expected = Floats(golden.GetProperty("pooled").GetProperty(name)).AsSpan(row * width, width).ToArray();
                    result.Zip(expected, (actual, wanted) => Math.Abs(actual - wanted)).Max().Should().BeLessThan(1e-5f, $"{name} of {golden.GetProperty("name")}");
                    compared++;
                }
            }
        }

        compared.Should().BeGreaterThan(60);

        static float[] Floats(System.Text.Json.JsonElement array) => [.. array.GetProperty("data").EnumerateArray().Select(value => value.GetSingle())];
    }

    // As the reference does with a mask of zeros.
    [Theory]
    [InlineData(PoolingMode.FirstToken, 1f)]
    [InlineData(PoolingMode.LastToken, 0f)]
    [InlineData(PoolingMode.Max, float.NegativeInfinity)]
    [InlineData(PoolingMode.Mean, 0f)]
    [InlineData(PoolingMode.MeanSquareRootLength, 0f)]
    [InlineData(PoolingMode.WeightedMean, 0f)]
    public void A_text_that_is_nothing_but_prompt_is_treated_like_an_empty_mask(PoolingMode mode, float expected)
    {
        var result = new float[2];

        Pooler.Pool(mode, Tokens, 2, skip: 5, count: 3, result);

        result[0].Should().Be(expected);
    }

    [Fact]
    public void Normalisation_gives_length_one_and_leaves_zero_alone()
    {
        float[] vector = [3, 4];
        float[] zero = [0, 0];

        TextHead.Normalize(vector);
        TextHead.Normalize(zero);

        vector.Should().Equal(0.6f, 0.8f);
        zero.Should().Equal(0f, 0f);
    }

    [Fact]
    public void Scalar_products_do_not_depend_on_where_the_numbers_lie()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 384).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
        var expected = FixedOrder.Dot(values, values);

        for (var shift = 0; shift < 16; shift++)
        {
            var block = new float[400];
            values.CopyTo(block, shift);
            FixedOrder.Dot(block.AsSpan(shift, 384), values).Should().Be(expected);
        }

        expected.Should().BeApproximately((float)values.Sum(value => (double)value * value), 1e-4f);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(1, 0.8427007929497149)]
    [InlineData(2, 0.9953222650189527)]
    [InlineData(2.5, 0.9995930479825550)]
    [InlineData(3, 0.9999779095030014)]
    [InlineData(-1.5, -0.9661051464753108)]
    [InlineData(7, 1)]
    public void The_error_function_matches_published_tables(double x, double expected)
    {
        ErrorFunction.Erf(x).Should().BeApproximately(expected, 1e-14);
    }

    [Theory]
    [InlineData(Activation.Identity, -1.5f, -1.5f)]
    [InlineData(Activation.Tanh, 0.5f, 0.46211716f)]
    [InlineData(Activation.Relu, -1.5f, 0f)]
    [InlineData(Activation.Relu, 1.5f, 1.5f)]
    [InlineData(Activation.Sigmoid, 1f, 0.7310586f)]
    [InlineData(Activation.Silu, 1f, 0.7310586f)]
    [InlineData(Activation.Gelu, 1f, 0.8413447f)]
    [InlineData(Activation.Gelu, -1f, -0.1586553f)]
    public void Activations_are_those_of_torch(Activation activation, float x, float expected)
    {
        float[] values = [x];

        DenseLayer.Activate(activation, values);

        values[0].Should().BeApproximately(expected, 1e-7f);
    }
}
