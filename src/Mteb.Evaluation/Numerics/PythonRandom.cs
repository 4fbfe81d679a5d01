using System.Numerics;

namespace Mteb.Evaluation.Numerics;

/// <summary>Python's <c>random.Random</c>, bit for bit, as far as evaluation draws from it.</summary>
public sealed class PythonRandom
{
    private readonly MersenneTwister _words;

    /// <summary>The generator that Python gives for a whole number.</summary>
    public PythonRandom(long seed)
    {
        var magnitude = seed < 0 ? (ulong)-(seed + 1) + 1 : (ulong)seed;
        _words = magnitude >> 32 == 0
            ? MersenneTwister.FromKey([(uint)magnitude])
            : MersenneTwister.FromKey([(uint)magnitude, (uint)(magnitude >> 32)]);
    }

    /// <summary>A number in [0, 1).</summary>
    public double NextDouble() => _words.NextDouble();

    /// <summary>A number of so many random bits.</summary>
    /// <param name="bits">1 to 64.</param>
    public ulong NextBits(int bits)
    {
        if (bits <= 32)
        {
            return _words.NextUInt32() >> (32 - bits);
        }

        ulong low = _words.NextUInt32();
        return low | ((ulong)(_words.NextUInt32() >> (64 - bits)) << 32);
    }

    /// <summary>A number in 0 .. <paramref name="count"/> − 1.</summary>
    public int NextBelow(int count)
    {
        var bits = 32 - BitOperations.LeadingZeroCount((uint)count);
        ulong drawn;
        do
        {
            drawn = NextBits(bits);
        }
        while (drawn >= (ulong)count);

        return (int)drawn;
    }

    /// <summary>Shuffles in place (<c>shuffle</c>).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextBelow(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>Distinct numbers out of 0 .. <paramref name="population"/> − 1, in the order drawn (<c>sample(range(n), k)</c>).</summary>
    public int[] Sample(int population, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, population);
        return population <= PoolLimit(count) ? SampleFromPool(population, count) : SampleByRejection(population, count);
    }

    /// <summary>Numbers out of 0 .. <paramref name="population"/> − 1 with replacement (<c>choices(range(n), k=k)</c>).</summary>
    public int[] Choices(int population, int count)
    {
        var drawn = new int[count];
        for (var i = 0; i < count; i++)
        {
            drawn[i] = (int)Math.Floor(NextDouble() * population);
        }

        return drawn;
    }

    // Python takes the pool while it is smaller than the set that the other way would need: 21 and the power of four
    // at or above 3k. Compared in whole numbers, which is what ceil(log(3k, 4)) comes to.
    private static long PoolLimit(int count)
    {
        const long smallSet = 21;
        if (count <= 5)
        {
            return smallSet;
        }

        var power = 1L;
        while (power < count * 3L)
        {
            power *= 4;
        }

        return smallSet + power;
    }

    private int[] SampleFromPool(int population, int count)
    {
        var pool = new int[population];
        for (var i = 0; i < population; i++)
        {
            pool[i] = i;
        }

        var drawn = new int[count];
        for (var i = 0; i < count; i++)
        {
            var j = NextBelow(population - i);
            drawn[i] = pool[j];
            pool[j] = pool[population - i - 1];
        }

        return drawn;
    }

    private int[] SampleByRejection(int population, int count)
    {
        var taken = new HashSet<int>(count);
        var drawn = new int[count];
        for (var i = 0; i < count; i++)
        {
            int candidate;
            do
            {
                candidate = NextBelow(population);
            }
            while (!taken.Add(candidate));

            drawn[i] = candidate;
        }

        return drawn;
    }
}
