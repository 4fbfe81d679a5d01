namespace Mteb.Evaluation.Tokenization.Expressions;

/// <summary>A set of code points as ranges in order, which neither touch nor overlap.</summary>
/// <param name="ranges">First, last, first, last and so on.</param>
internal sealed class CharacterSet(int[] ranges)
{
    private const int Last = 0x10FFFF;

    public static readonly CharacterSet Empty = new([]);
    public static readonly CharacterSet All = new([0, Last]);

    /// <summary>First, last, first, last and so on.</summary>
    public ReadOnlySpan<int> Ranges => ranges;

    /// <summary>Whether nothing is in it.</summary>
    public bool IsEmpty => ranges.Length == 0;

    /// <summary>One code point.</summary>
    public static CharacterSet Of(int codePoint) => new([codePoint, codePoint]);

    /// <summary>All code points from one to another.</summary>
    public static CharacterSet Range(int first, int last) => new([first, last]);

    /// <summary>The code points for which something holds.</summary>
    public static CharacterSet Where(Func<int, bool> holds)
    {
        var list = new List<int>();
        for (var codePoint = 0; codePoint <= Last; codePoint++)
        {
            if (!holds(codePoint))
            {
                continue;
            }

            if (list.Count > 0 && list[^1] == codePoint - 1)
            {
                list[^1] = codePoint;
            }
            else
            {
                list.AddRange([codePoint, codePoint]);
            }
        }

        return new([.. list]);
    }

    /// <summary>What is in one of two sets.</summary>
    public CharacterSet Union(CharacterSet other) => IsEmpty ? other : other.IsEmpty ? this : Complement().Intersect(other.Complement()).Complement();

    /// <summary>What is not in the set.</summary>
    public CharacterSet Complement()
    {
        var list = new List<int>(ranges.Length + 2);
        var next = 0;
        for (var i = 0; i < ranges.Length; i += 2)
        {
            if (ranges[i] > next)
            {
                list.AddRange([next, ranges[i] - 1]);
            }

            next = ranges[i + 1] + 1;
        }

        if (next <= Last)
        {
            list.AddRange([next, Last]);
        }

        return new([.. list]);
    }

    /// <summary>What is in both sets.</summary>
    public CharacterSet Intersect(CharacterSet other)
    {
        var list = new List<int>();
        var own = ranges;
        var theirs = other.Ranges;
        for (int i = 0, j = 0; i < own.Length && j < theirs.Length;)
        {
            var (first, last) = (Math.Max(own[i], theirs[j]), Math.Min(own[i + 1], theirs[j + 1]));
            if (first <= last)
            {
                list.AddRange([first, last]);
            }

            if (own[i + 1] < theirs[j + 1])
            {
                i += 2;
            }
            else
            {
                j += 2;
            }
        }

        return new([.. list]);
    }

    /// <summary>Whether a code point is in the set.</summary>
    public bool Contains(int codePoint)
    {
        var at = Array.BinarySearch(ranges, codePoint);
        return at >= 0 || (~at & 1) == 1;
    }
}

/// <summary>A set of code points that is asked often: bits in two stages.</summary>
internal sealed class CharacterTest
{
    private const int BlockBits = 8;
    private const int WordsInBlock = (1 << BlockBits) / 64;

    private readonly ushort[] _blocks = new ushort[0x110000 >> BlockBits];
    private readonly ulong[] _bits;

    /// <summary>Makes the test for a set.</summary>
    public CharacterTest(CharacterSet set)
    {
        Set = set;
        var bits = new List<ulong>(new ulong[2 * WordsInBlock]); // block 0 has nothing, block 1 everything
        for (var i = WordsInBlock; i < 2 * WordsInBlock; i++)
        {
            bits[i] = ulong.MaxValue;
        }

        for (var i = 0; i < set.Ranges.Length; i += 2)
        {
            Add(set.Ranges[i], set.Ranges[i + 1], bits);
        }

        _bits = [.. bits];
    }

    /// <summary>The set.</summary>
    public CharacterSet Set { get; }

    /// <summary>Whether a code point is in the set.</summary>
    public bool Contains(int codePoint) =>
        (_bits[(_blocks[codePoint >> BlockBits] * WordsInBlock) + ((codePoint >> 6) & (WordsInBlock - 1))] >> (codePoint & 63) & 1) != 0;

    private void Add(int first, int last, List<ulong> bits)
    {
        for (var block = first >> BlockBits; block <= last >> BlockBits; block++)
        {
            var (from, to) = (Math.Max(first, block << BlockBits), Math.Min(last, ((block + 1) << BlockBits) - 1));
            if (to - from == (1 << BlockBits) - 1)
            {
                _blocks[block] = 1;
                continue;
            }

            if (_blocks[block] == 0)
            {
                _blocks[block] = (ushort)(bits.Count / WordsInBlock);
                bits.AddRange(new ulong[WordsInBlock]);
            }

            for (var codePoint = from; codePoint <= to; codePoint++)
            {
                bits[(_blocks[block] * WordsInBlock) + ((codePoint >> 6) & (WordsInBlock - 1))] |= 1UL << (codePoint & 63);
            }
        }
    }
}
