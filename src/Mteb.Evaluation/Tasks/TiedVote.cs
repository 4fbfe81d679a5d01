namespace Mteb.Evaluation.Tasks;

/// <summary>A vote for whose last places there are too many equally near training rows.</summary>
/// <param name="Experiment">Number of the experiment.</param>
/// <param name="Row">Number of the row that is voted on.</param>
/// <param name="Votes">For every label, how many of the nearer rows have it.</param>
/// <param name="Places">How many of the equally near rows vote.</param>
/// <param name="Choices">The labels of the equally near rows.</param>
internal sealed record TiedVote(int Experiment, int Row, int[] Votes, int Places, bool[][] Choices)
{
    private const int MostWays = 10_000;

    /// <summary>The predictions that some choice of voters makes; null where there are too many ways to choose.</summary>
    public IReadOnlyList<bool[]>? Predictions()
    {
        // Rows with the same labels are one and the same choice.
        var kinds = new List<(bool[] Set, int Rows)>();
        foreach (var set in Choices)
        {
            var known = kinds.FindIndex(kind => kind.Set.AsSpan().SequenceEqual(set));
            if (known < 0)
            {
                kinds.Add((set, 1));
            }
            else
            {
                kinds[known] = (set, kinds[known].Rows + 1);
            }
        }

        var found = new List<bool[]>();
        var ways = 0;
        return Choose(0, Places, [.. Votes]) ? found : null;

        bool Choose(int kind, int places, int[] votes)
        {
            if (places == 0)
            {
                found.Add(NeighbourVotes.Majority(votes));
                return ++ways <= MostWays;
            }

            if (kind == kinds.Count)
            {
                return true;
            }

            var next = (int[])votes.Clone();
            for (var taken = 0; taken <= Math.Min(places, kinds[kind].Rows); taken++)
            {
                if (!Choose(kind + 1, places - taken, next))
                {
                    return false;
                }

                Add(next, kinds[kind].Set);
            }

            return true;
        }
    }

    /// <summary>Each label by itself: whether some choice of voters predicts it, and whether some choice does not.</summary>
    public IEnumerable<(bool Possible, bool Avoidable)> Labels()
    {
        for (var label = 0; label < Votes.Length; label++)
        {
            var having = Choices.Count(set => set[label]);
            var (least, most) = (Math.Max(0, Places - (Choices.Length - having)), Math.Min(Places, having));
            yield return (2 * (Votes[label] + most) > NeighbourVotes.Voters, 2 * (Votes[label] + least) <= NeighbourVotes.Voters);
        }
    }

    private static void Add(int[] votes, bool[] set)
    {
        for (var label = 0; label < votes.Length; label++)
        {
            votes[label] += set[label] ? 1 : 0;
        }
    }
}
