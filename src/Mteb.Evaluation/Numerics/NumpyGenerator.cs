namespace Mteb.Evaluation.Numerics;

/// <summary>numpy's <c>default_rng</c>, bit for bit, as far as evaluation draws from it.</summary>
public sealed class NumpyGenerator
{
    private readonly Pcg64 _words;
    private readonly Func<uint> _nextWord;

    /// <summary>The generator that numpy gives for a seed.</summary>
    public NumpyGenerator(ulong seed)
    {
        _words = new Pcg64(seed);
        _nextWord = _words.NextUInt32;
    }

    /// <summary>A number in [0, 1) (<c>random</c>).</summary>
    public double NextDouble() => _words.NextDouble();

    /// <summary>Shuffles in place (<c>shuffle</c>).</summary>
    public void Shuffle<T>(Span<T> items) => MaskedInterval.Shuffle(items, _nextWord);

    /// <summary>The numbers 0 .. <paramref name="count"/> − 1 in random order (<c>permutation</c>).</summary>
    public int[] Permutation(int count)
    {
        var order = MaskedInterval.Range(count);
        Shuffle<int>(order);
        return order;
    }

    /// <summary>Numbers in 0 .. <paramref name="bound"/> − 1 (<c>integers(0, bound, size)</c>).</summary>
    public int[] Integers(int bound, int size)
    {
        var drawn = new int[size];
        for (var i = 0; i < size; i++)
        {
            drawn[i] = Bounded(bound - 1);
        }

        return drawn;
    }

    /// <summary>
    /// Distinct numbers out of 0 .. <paramref name="population"/> − 1 (<c>choice(n, size, replace=False)</c>): the tail of a
    /// partial shuffle for a large share of a large population, else Floyd's method and a shuffle.
    /// </summary>
    public int[] ChoiceWithoutReplacement(int population, int size) =>
        population > 10000 && size > population / 50 ? TailShuffle(population, size) : Floyd(population, size);

    // Lemire's multiplication with rejection, in 32 bits.
    private int Bounded(int largest)
    {
        if (largest == 0)
        {
            return 0;
        }

        var range = (uint)largest + 1;
        var product = (ulong)_words.NextUInt32() * range;
        if ((uint)product < range)
        {
            var threshold = (uint.MaxValue - (uint)largest) % range;
            while ((uint)product < threshold)
            {
                product = (ulong)_words.NextUInt32() * range;
            }
        }

        return (int)(product >> 32);
    }

    private int[] TailShuffle(int population, int size)
    {
        var order = MaskedInterval.Range(population);
        for (var i = population - 1; i >= Math.Max(population - size, 1); i--)
        {
            var j = Bounded(i);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order[(population - size)..];
    }

    private int[] Floyd(int population, int size)
    {
        var taken = new HashSet<int>(size);
        var drawn = new int[size];
        for (int j = population - size, i = 0; j < population; j++, i++)
        {
            var candidate = Bounded(j);
            if (!taken.Add(candidate))
            {
                candidate = j;
                taken.Add(candidate);
            }

            drawn[i] = candidate;
        }

        for (var i = size - 1; i > 0; i--)
        {
            var j = Bounded(i);
            (drawn[i], drawn[j]) = (drawn[j], drawn[i]);
        }

        return drawn;
    }
}
