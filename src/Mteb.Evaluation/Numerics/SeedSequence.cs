namespace Mteb.Evaluation.Numerics;

/// <summary>numpy's <c>SeedSequence</c>: spreads a seed over the state of a generator (after O'Neill's <c>seed_seq_fe</c>).</summary>
internal static class SeedSequence
{
    private const int PoolSize = 4;

    /// <summary>The first <paramref name="count"/> 64-bit words that a seed gives (<c>generate_state</c>).</summary>
    public static ulong[] Generate(ulong seed, int count)
    {
        var pool = Mix(seed);
        var words = new uint[count * 2];
        var constant = 0x8B51F9DDu;
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = Hash(pool[i % PoolSize], ref constant, 0x58F38DED);
        }

        var state = new ulong[count];
        for (var i = 0; i < count; i++)
        {
            state[i] = words[2 * i] | ((ulong)words[(2 * i) + 1] << 32);
        }

        return state;
    }

    private static uint[] Mix(ulong seed)
    {
        ReadOnlySpan<uint> entropy = [(uint)seed, (uint)(seed >> 32), 0, 0];
        var constant = 0x43B0D7E5u;
        var pool = new uint[PoolSize];
        for (var i = 0; i < PoolSize; i++)
        {
            pool[i] = Hash(entropy[i], ref constant, 0x931E8875);
        }

        for (var source = 0; source < PoolSize; source++)
        {
            for (var target = 0; target < PoolSize; target++)
            {
                if (source != target)
                {
                    pool[target] = Combine(pool[target], Hash(pool[source], ref constant, 0x931E8875));
                }
            }
        }

        return pool;
    }

    private static uint Hash(uint value, ref uint constant, uint multiplier)
    {
        value ^= constant;
        constant *= multiplier;
        value *= constant;
        return value ^ (value >> 16);
    }

    private static uint Combine(uint left, uint right)
    {
        var mixed = (0xCA01F9DD * left) - (0x4973F715 * right);
        return mixed ^ (mixed >> 16);
    }
}
