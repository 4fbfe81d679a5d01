namespace Mteb.Evaluation.Tokenization.Pieces;

/// <summary>
/// What a matcher of expressions remembers while it goes over a text: states that led nowhere, states that a look-around knows to
/// lead to a match, ways that are still open. A buffer that is used again.
/// </summary>
internal sealed class MatcherMemory
{
    private ulong[] _seen = [];
    private ulong[] _good = [];
    private Choice[] _choices = new Choice[64];
    private long[] _trail = new long[256];

    /// <summary>Memory held, in states or about as large things.</summary>
    public int Capacity => 2 * (_seen.Length + _good.Length + _trail.Length) + 4 * _choices.Length;

    /// <summary>How many steps the matcher has gone since the memory was made: for tests of its running time.</summary>
    public long Steps { get; set; }

    /// <summary>Number of ways that are still open.</summary>
    public int ChoiceCount { get; set; }

    /// <summary>Number of states on the present way.</summary>
    public int TrailCount { get; set; }

    /// <summary>Forgets everything.</summary>
    /// <param name="states">How many states there can be.</param>
    /// <param name="remembersGood">Whether there are look-arounds.</param>
    public void Reset(long states, bool remembersGood)
    {
        var words = checked((int)((states + 63) >> 6));
        Clear(ref _seen, words);
        if (remembersGood)
        {
            Clear(ref _good, words);
        }

        (ChoiceCount, TrailCount) = (0, 0);
    }

    /// <summary>Whether a state is new; from now on it is not, and it is on the present way.</summary>
    public bool Enter(long state)
    {
        ref var word = ref _seen[state >> 6];
        var bit = 1UL << (int)(state & 63);
        if ((word & bit) != 0)
        {
            return false;
        }

        word |= bit;
        if (TrailCount == _trail.Length)
        {
            Array.Resize(ref _trail, 2 * TrailCount);
        }

        _trail[TrailCount++] = state;
        return true;
    }

    /// <summary>Whether a state of a look-around is known to lead to a match.</summary>
    public bool IsGood(long state) => (_good[state >> 6] & (1UL << (int)(state & 63))) != 0;

    /// <summary>The present way led to a match: its states may come again.</summary>
    public void Forget(int trailFrom)
    {
        for (var i = trailFrom; i < TrailCount; i++)
        {
            _seen[_trail[i] >> 6] &= ~(1UL << (int)(_trail[i] & 63));
        }

        TrailCount = trailFrom;
    }

    /// <summary>The present way of a look-around led to a match, and so it will again.</summary>
    public void Keep(int trailFrom)
    {
        for (var i = trailFrom; i < TrailCount; i++)
        {
            _good[_trail[i] >> 6] |= 1UL << (int)(_trail[i] & 63);
        }

        TrailCount = trailFrom;
    }

    /// <summary>Leaves a way open.</summary>
    public void Push(int instruction, int place)
    {
        if (ChoiceCount == _choices.Length)
        {
            Array.Resize(ref _choices, 2 * ChoiceCount);
        }

        _choices[ChoiceCount++] = new() { Instruction = instruction, Place = place, Trail = TrailCount };
    }

    /// <summary>Takes the way that was left open last.</summary>
    public (int Instruction, int Place) Pop()
    {
        ref readonly var choice = ref _choices[--ChoiceCount];
        TrailCount = choice.Trail;
        return (choice.Instruction, choice.Place);
    }

    private static void Clear(ref ulong[] words, int count)
    {
        if (words.Length < count)
        {
            words = new ulong[Math.Max(count, 2 * words.Length)];
        }
        else
        {
            words.AsSpan(0, count).Clear();
        }
    }

    private struct Choice
    {
        public int Instruction;
        public int Place;
        public int Trail;
    }
}
