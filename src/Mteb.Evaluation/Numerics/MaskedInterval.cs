using System.Numerics;

namespace Mteb.Evaluation.Numerics;

/// <summary>Draws whole numbers as numpy does where it masks words and rejects what is too large.</summary>
internal static class MaskedInterval
{
    /// <summary>A number in 0 .. <paramref name="largest"/>, both included; nothing is drawn when that is 0.</summary>
    public static uint Draw(uint largest, Func<uint> nextWord)
    {
        if (largest == 0)
        {
            return 0;
        }

        var mask = uint.MaxValue >> BitOperations.LeadingZeroCount(largest);
        uint drawn;
        do
        {
            drawn = nextWord() & mask;
        }
        while (drawn > largest);

        return drawn;
    }

    /// <summary>Shuffles in place from the end, with one draw per position.</summary>
    public static void Shuffle<T>(Span<T> items, Func<uint> nextWord)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = (int)Draw((uint)i, nextWord);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The numbers 0 .. <paramref name="count"/> − 1 in order.</summary>
    public static int[] Range(int count)
    {
        var range = new int[count];
        for (var i = 0; i < count; i++)
        {
            range[i] = i;
        }

        return range;
    }
}
