namespace Mteb.Evaluation.Numerics;

/// <summary>
/// The generator MT19937 of Matsumoto and Nishimura (1998): 624 words of state, 32-bit words out. numpy's
/// <c>RandomState</c> and Python's <c>random.Random</c> differ only in how they seed it and in what they make of the words.
/// </summary>
internal sealed class MersenneTwister
{
    private const int Words = 624;
    private const int Middle = 397;

    private readonly uint[] _state = new uint[Words];
    private int _next = Words;

    private MersenneTwister()
    {
    }

    /// <summary>Seeds with one word, as numpy does.</summary>
    public static MersenneTwister FromSeed(uint seed)
    {
        var generator = new MersenneTwister();
        generator.Fill(seed);
        return generator;
    }

    /// <summary>Seeds with a key of words, as Python does.</summary>
    public static MersenneTwister FromKey(ReadOnlySpan<uint> key)
    {
        var generator = new MersenneTwister();
        generator.Fill(19650218);
        generator.Stir(key);
        return generator;
    }

    /// <summary>The next word.</summary>
    public uint NextUInt32()
    {
        if (_next == Words)
        {
            Twist();
        }

        var word = _state[_next++];
        word ^= word >> 11;
        word ^= (word << 7) & 0x9D2C5680;
        word ^= (word << 15) & 0xEFC60000;
        return word ^ (word >> 18);
    }

    /// <summary>A number in [0, 1) with 53 random bits, out of two words.</summary>
    public double NextDouble()
    {
        var high = NextUInt32() >> 5;
        var low = NextUInt32() >> 6;
        return ((high * 67108864.0) + low) / 9007199254740992.0;
    }

    private void Fill(uint seed)
    {
        _state[0] = seed;
        for (var i = 1; i < Words; i++)
        {
            _state[i] = (1812433253 * (_state[i - 1] ^ (_state[i - 1] >> 30))) + (uint)i;
        }

        _next = Words;
    }

    private void Stir(ReadOnlySpan<uint> key)
    {
        var state = _state;
        var position = 1;
        for (int round = 0, letter = 0; round < Math.Max(Words, key.Length); round++)
        {
            state[position] = (state[position] ^ (Previous(position) * 1664525)) + key[letter] + (uint)letter;
            position = Advance(position);
            letter = letter + 1 == key.Length ? 0 : letter + 1;
        }

        for (var round = 1; round < Words; round++)
        {
            state[position] = (state[position] ^ (Previous(position) * 1566083941)) - (uint)position;
            position = Advance(position);
        }

        state[0] = 0x80000000;

        uint Previous(int i) => state[i - 1] ^ (state[i - 1] >> 30);
    }

    private int Advance(int position)
    {
        if (position + 1 < Words)
        {
            return position + 1;
        }

        _state[0] = _state[Words - 1];
        return 1;
    }

    private void Twist()
    {
        var state = _state;
        for (var i = 0; i < Words; i++)
        {
            var mixed = (state[i] & 0x80000000) | (state[(i + 1) % Words] & 0x7FFFFFFF);
            state[i] = state[(i + Middle) % Words] ^ (mixed >> 1) ^ ((mixed & 1) * 0x9908B0DF);
        }

        _next = 0;
    }
}
