using System.Globalization;
using System.Text.Json;
using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Tests.Numerics;

public sealed class RandomGeneratorTests
{
    private static readonly JsonElement Golden = Goldens.Json("rng.json");

    [Fact]
    public void RandomState_permutes_as_numpy_does() =>
        new NumpyRandomState(42).Permutation(10).Should().Equal(Golden.GetProperty("RandomState42.permutation10").Ints());

    [Fact]
    public void RandomState_shuffles_a_list_and_shuffles_it_again_from_the_same_seed()
    {
        var items = Enumerable.Range(0, 20).ToArray();
        new NumpyRandomState(42).Shuffle<int>(items);
        items.Should().Equal(Golden.GetProperty("RandomState42.shuffle_list20").Ints());
        new NumpyRandomState(42).Shuffle<int>(items);
        items.Should().Equal(Golden.GetProperty("RandomState42.shuffle_list20_again_same_seed").Ints());
    }

    [Fact]
    public void RandomState_draws_doubles_integers_and_choices_as_numpy_does()
    {
        var random = new NumpyRandomState(42);
        Enumerable.Range(0, 5).Select(_ => random.NextDouble()).Should().Equal(Golden.GetProperty("RandomState42.random_sample5").Doubles());
        new NumpyRandomState(42).Integers(1000, 8).Should().Equal(Golden.GetProperty("RandomState42.randint_0_1000_x8").Ints());
        new NumpyRandomState(42).ChoiceWithoutReplacement(512, 5).Should().Equal(Golden.GetProperty("RandomState42.choice_512_noreplace_5").Ints());
    }

    [Fact]
    public void RandomState_draws_rows_of_equal_float32_weight_as_numpy_does()
    {
        var random = new NumpyRandomState(42);
        var rows = WeightedChoice.Equal(10);
        Enumerable.Range(0, 12).Select(_ => rows.Draw(random)).Should()
            .Equal(Golden.GetProperty("RandomState42.choice_10_size12_p_equal_float32").Ints());
    }

    [Fact]
    public void Python_random_draws_doubles_samples_and_choices_as_Python_does()
    {
        var random = new PythonRandom(42);
        Enumerable.Range(0, 5).Select(_ => random.NextDouble()).Should().Equal(Golden.GetProperty("Random42.random5").Doubles());
        new PythonRandom(42).Sample(100, 10).Should().Equal(Golden.GetProperty("Random42.sample_range100_k10").Ints());
        new PythonRandom(42).Sample(10, 10).Should().Equal(Golden.GetProperty("Random42.sample_range10_k10").Ints());
        new PythonRandom(42).Sample(100000, 5).Should().Equal(Golden.GetProperty("Random42.sample_range100000_k5").Ints());
        new PythonRandom(42).Choices(50, 12).Should().Equal(Golden.GetProperty("Random42.choices_range50_k12").Ints());
    }

    [Fact]
    public void Python_random_shuffles_as_Python_does()
    {
        var items = Enumerable.Range(0, 12).ToArray();
        new PythonRandom(42).Shuffle<int>(items);
        items.Should().Equal(Golden.GetProperty("Random42.shuffle12").Ints());
    }

    [Fact]
    public void Python_random_goes_on_from_a_sample_to_choices()
    {
        var golden = Golden.GetProperty("Random42.sample2500_100_then_choices100_8");
        var random = new PythonRandom(42);
        random.Sample(2500, 100).Take(10).Should().Equal(golden.GetProperty("sample_first10").Ints());
        random.Choices(100, 8).Should().Equal(golden.GetProperty("choices").Ints());
    }

    [Fact]
    public void Python_random_gives_bits_as_Python_does()
    {
        // The generator goes on from one draw to the next, in the order of the file.
        var random = new PythonRandom(42);
        foreach (var draw in Golden.GetProperty("Random42.getrandbits").EnumerateObject())
        {
            random.NextBits(int.Parse(draw.Name, CultureInfo.InvariantCulture)).Should().Be(draw.Value.GetUInt64(), draw.Name);
        }
    }

    [Fact]
    public void SeedSequence_spreads_a_seed_as_numpy_does() =>
        SeedSequence.Generate(42, 4).Should().Equal(Words("SeedSequence42.state64x4"));

    [Fact]
    public void Pcg64_gives_the_words_of_numpy()
    {
        var generator = new Pcg64(42);
        Enumerable.Range(0, 4).Select(_ => generator.NextUInt64()).Should().Equal(Words("PCG64_42.first4_u64"));
    }

    [Fact]
    public void Default_rng_permutes_twice_as_numpy_does()
    {
        var random = new NumpyGenerator(42);
        random.Permutation(10).Should().Equal(Golden.GetProperty("default_rng42.permutation10").Ints());
        random.Permutation(10).Should().Equal(Golden.GetProperty("default_rng42.permutation10_second").Ints());
    }

    [Fact]
    public void Default_rng_shuffles_twice_as_numpy_does()
    {
        var random = new NumpyGenerator(42);
        var first = Enumerable.Range(0, 20).ToArray();
        random.Shuffle<int>(first);
        first.Should().Equal(Golden.GetProperty("default_rng42.shuffle_list20").Ints());
        var second = Enumerable.Range(0, 20).ToArray();
        random.Shuffle<int>(second);
        second.Should().Equal(Golden.GetProperty("default_rng42.shuffle_list20_second_call").Ints());
    }

    [Fact]
    public void Default_rng_draws_doubles_integers_and_choices_as_numpy_does()
    {
        var random = new NumpyGenerator(42);
        Enumerable.Range(0, 3).Select(_ => random.NextDouble()).Should().Equal(Golden.GetProperty("default_rng42.random3").Doubles());
        new NumpyGenerator(42).Integers(1000, 8).Should().Equal(Golden.GetProperty("default_rng42.integers_0_1000_x8").Ints());
        new NumpyGenerator(42).ChoiceWithoutReplacement(10, 4).Should().Equal(Golden.GetProperty("default_rng42.choice_noreplace_of_0..9_size4").Ints());
    }

    [Fact]
    public void A_large_share_of_a_large_population_is_chosen_without_repeats()
    {
        var chosen = new NumpyGenerator(42).ChoiceWithoutReplacement(20000, 5000);
        chosen.Should().HaveCount(5000).And.OnlyHaveUniqueItems().And.OnlyContain(value => value >= 0 && value < 20000);
    }

    private static IEnumerable<ulong> Words(string name) =>
        Golden.GetProperty(name).Texts().Select(word => ulong.Parse(word, CultureInfo.InvariantCulture));
}
