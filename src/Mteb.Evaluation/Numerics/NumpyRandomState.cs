namespace Mteb.Evaluation.Numerics;

/// <summary>numpy's legacy generator <c>RandomState</c>, bit for bit, as far as evaluation draws from it.</summary>
public sealed class NumpyRandomState
{
    private readonly MersenneTwister _words;
    private readonly Func<uint> _nextWord;

    /// <summary>The generator that numpy gives for a seed.</summary>
    public NumpyRandomState(uint seed)
    {
        _words = MersenneTwister.FromSeed(seed);
        _nextWord = _words.NextUInt32;
    }

    /// <summary>A number in [0, 1) (<c>random_sample</c>, <c>uniform</c>).</summary>
    public double NextDouble() => _words.NextDouble();

    /// <summary>A number in 0 .. <paramref name="largest"/>, both included.</summary>
    public int NextUpTo(int largest) => (int)MaskedInterval.Draw((uint)largest, _nextWord);

    /// <summary>Shuffles in place (<c>shuffle</c>).</summary>
    public void Shuffle<T>(Span<T> items) => MaskedInterval.Shuffle(items, _nextWord);

    /// <summary>The numbers 0 .. <paramref name="count"/> − 1 in random order (<c>permutation</c>).</summary>
    public int[] Permutation(int count)
    {
        var order = MaskedInterval.Range(count);
        Shuffle<int>(order);
        return order;
    }

    /// <summary>Numbers in 0 .. <paramref name="bound"/> − 1 (<c>randint(0, bound, size)</c>).</summary>
    public int[] Integers(int bound, int size)
    {
        var drawn = new int[size];
        for (var i = 0; i < size; i++)
        {
            drawn[i] = NextUpTo(bound - 1);
        }

        return drawn;
    }

    /// <summary>Distinct numbers out of 0 .. <paramref name="population"/> − 1 (<c>choice(n, size, replace=False)</c>).</summary>
    public int[] ChoiceWithoutReplacement(int population, int size) => Permutation(population)[..size];
}
