using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mteb.Evaluation.Numerics;

/// <summary>
/// The best k of a stream of scores. Of equal scores at the end of the list those that came first stay, so that the
/// outcome does not depend on how the stream is cut into blocks. Scores above the k-th best so far are only collected;
/// whenever half as many again have come together, the best k of them are told from the others at once.
/// </summary>
public sealed class TopScores
{
    private readonly int _limit;
    private ulong[] _keys = [];
    private int _count;
    private float _worst = float.NaN;

    /// <summary>Keeps the best <paramref name="limit"/> scores.</summary>
    public TopScores(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        _limit = limit;
    }

    /// <summary>Scores below are passed over. It may be raised when the selector is empty.</summary>
    public float Floor { get; set; } = float.NegativeInfinity;

    /// <summary>Takes in scores.</summary>
    /// <param name="scores">The scores; none is NaN.</param>
    /// <param name="first">Number of the item of the first score; the others follow. Numbers only ever rise.</param>
    public void Add(ReadOnlySpan<float> scores, int first)
    {
        var i = 0;
        ref var start = ref MemoryMarshal.GetReference(scores);
        for (; i + Vector256<float>.Count <= scores.Length; i += Vector256<float>.Count)
        {
            var passing = Passing(Vector256.LoadUnsafe(ref start, (nuint)i));
            for (; passing != 0; passing &= passing - 1)
            {
                var at = i + BitOperations.TrailingZeroCount(passing);
                Keep(scores[at], first + at);
            }
        }

        for (; i < scores.Length; i++)
        {
            Keep(scores[i], first + i);
        }
    }

    /// <summary>The best scores, descending, equal ones in the order in which they came. The selector starts anew afterwards.</summary>
    public (float[] Scores, int[] Items) Take()
    {
        Prune();
        var keys = _keys.AsSpan(0, _count);
        keys.Sort();
        var (scores, items) = (new float[keys.Length], new int[keys.Length]);
        for (var i = 0; i < keys.Length; i++)
        {
            (scores[i], items[i]) = Split(keys[i]);
        }

        (_count, _worst) = (0, float.NaN);
        return (scores, items);
    }

    // Before k scores are there, those from the floor on pass; afterwards those above the k-th best: an equal one came later.
    private uint Passing(Vector256<float> scores) => float.IsNaN(_worst)
        ? Vector256.GreaterThanOrEqual(scores, Vector256.Create(Floor)).ExtractMostSignificantBits()
        : Vector256.GreaterThan(scores, Vector256.Create(_worst)).ExtractMostSignificantBits();

    private void Keep(float score, int item)
    {
        if (float.IsNaN(_worst) ? score < Floor : score <= _worst)
        {
            return;
        }

        if (_count == _keys.Length)
        {
            Array.Resize(ref _keys, Math.Min(Math.Max(_count * 2, 16), _limit + (_limit / 2) + 1));
        }

        _keys[_count++] = Key(score, item);
        if (_count > _limit + (_limit / 2))
        {
            Prune();
        }
    }

    private void Prune()
    {
        if (_count > _limit)
        {
            Selection.Smallest(_keys.AsSpan(0, _count), _limit);
            _count = _limit;
            _worst = Split(_keys[_limit - 1]).Score;
        }
    }

    // Keys ascend from the best score to the worst and, where scores are equal, from the first item to the last. Both zeros
    // are one score; the lowest bit remembers the sign.
    private static ulong Key(float score, int item)
    {
        var bits = BitConverter.SingleToUInt32Bits(score + 0f);
        var ascending = (int)bits < 0 ? ~bits : bits | 0x8000_0000;
        return ((ulong)~ascending << 32) | ((uint)item << 1) | (score == 0 && float.IsNegative(score) ? 1u : 0u);
    }

    private static (float Score, int Item) Split(ulong key)
    {
        var ascending = ~(uint)(key >> 32);
        var score = BitConverter.UInt32BitsToSingle((int)ascending < 0 ? ascending & 0x7FFF_FFFF : ~ascending);
        return ((key & 1) == 0 ? score : -score, (int)((uint)key >> 1));
    }
}
