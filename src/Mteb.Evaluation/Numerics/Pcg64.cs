using System.Numerics;

namespace Mteb.Evaluation.Numerics;

/// <summary>O'Neill's PCG64 (XSL-RR, 128 bits of state) as numpy seeds and reads it.</summary>
internal sealed class Pcg64
{
    private static readonly UInt128 Multiplier = new(0x2360ED051FC65DA4, 0x4385DF649FCCF645);

    private readonly UInt128 _increment;
    private UInt128 _state;
    private uint? _kept;

    /// <summary>The generator that numpy gives for a seed.</summary>
    public Pcg64(ulong seed)
    {
        var words = SeedSequence.Generate(seed, 4);
        _increment = (new UInt128(words[2], words[3]) << 1) | 1;
        Step();
        _state += new UInt128(words[0], words[1]);
        Step();
    }

    /// <summary>The next 64 bits.</summary>
    public ulong NextUInt64()
    {
        Step();
        var folded = (ulong)(_state >> 64) ^ (ulong)_state;
        return BitOperations.RotateRight(folded, (int)(_state >> 122));
    }

    /// <summary>The next 32 bits: the low half of a word first; the high half is kept for the next call.</summary>
    public uint NextUInt32()
    {
        if (_kept is { } kept)
        {
            _kept = null;
            return kept;
        }

        var word = NextUInt64();
        _kept = (uint)(word >> 32);
        return (uint)word;
    }

    /// <summary>A number in [0, 1) with 53 random bits; a kept half word stays kept.</summary>
    public double NextDouble() => (NextUInt64() >> 11) / 9007199254740992.0;

    private void Step() => _state = unchecked((_state * Multiplier) + _increment);
}
