namespace Mteb.Evaluation.Numerics;

/// <summary>
/// Chooses rows of a data set with several labels a row so that pairs of labels keep their shares: iterative
/// stratification of order 2 (Sechidis et al. 2011; Szymański and Kajdanowicz 2017), as scikit-multilearn draws it.
/// </summary>
public sealed class IterativeStratification
{
    private readonly NumpyRandomState _random;
    private readonly Combination[] _combinations;
    private readonly Combination[][] _combinationsOfRow;
    private readonly double[] _room;
    private readonly int[] _fold;

    private IterativeStratification(IReadOnlyList<int[]> labels, double share, uint seed)
    {
        double[] shares = [share, 1.0 - share];
        _random = new NumpyRandomState(seed);
        _fold = new int[labels.Count];
        Array.Fill(_fold, -1);
        _room = Array.ConvertAll(shares, part => part * labels.Count);
        (_combinations, _combinationsOfRow) = Combine(labels);
        foreach (var combination in _combinations)
        {
            combination.Desire = Array.ConvertAll(shares, part => part * combination.Rows.Count);
        }
    }

    /// <summary>Rows that fall into the first of two folds, ascending. Their number follows the share only roughly.</summary>
    /// <param name="labels">Label codes of each row.</param>
    /// <param name="share">Share of the first fold.</param>
    /// <param name="seed">The seed.</param>
    public static int[] Select(IReadOnlyList<int[]> labels, double share, uint seed)
    {
        var stratification = new IterativeStratification(labels, share, seed);
        stratification.DealLabelled();
        stratification.DealRest();
        return [.. Enumerable.Range(0, labels.Count).Where(row => stratification._fold[row] == 0)];
    }

    /// <summary>Rows that are kept when a split is cut to about so many rows; all of them when it has no more.</summary>
    /// <inheritdoc cref="Select"/>
    /// <param name="labels">Label codes of each row.</param>
    /// <param name="maximum">About how many rows are kept.</param>
    /// <param name="seed">The seed.</param>
    public static int[] Limit(IReadOnlyList<int[]> labels, int maximum, uint seed) =>
        labels.Count <= maximum ? MaskedInterval.Range(labels.Count) : Select(labels, (double)maximum / labels.Count, seed);

    private static (Combination[] All, Combination[][] OfRow) Combine(IReadOnlyList<int[]> labels)
    {
        var seen = new Dictionary<(int, int), Combination>();
        var ofRow = new Combination[labels.Count][];
        for (var row = 0; row < labels.Count; row++)
        {
            var sorted = labels[row].Distinct().Order().ToArray();
            var own = new List<Combination>(sorted.Length * (sorted.Length + 1) / 2);
            for (var i = 0; i < sorted.Length; i++)
            {
                for (var j = i; j < sorted.Length; j++)
                {
                    if (!seen.TryGetValue((sorted[i], sorted[j]), out var combination))
                    {
                        seen[(sorted[i], sorted[j])] = combination = new Combination(seen.Count, i == j ? 1 : 2);
                    }

                    combination.Rows.Add(row);
                    own.Add(combination);
                }
            }

            ofRow[row] = [.. own];
        }

        return ([.. seen.Values.OrderBy(combination => combination.Number)], ofRow);
    }

    private void DealLabelled()
    {
        while (Choose() is { } chosen)
        {
            while (chosen.Rows.Count > 0)
            {
                var row = chosen.Rows[^1];
                chosen.Rows.RemoveAt(chosen.Rows.Count - 1);
                if (_fold[row] < 0)
                {
                    Deal(row, MostDesired(chosen));
                }
            }
        }
    }

    // The first with rows left, replaced on the way only by one that has more labels and fewer rows at the same time.
    private Combination? Choose()
    {
        Combination? best = null;
        foreach (var combination in _combinations)
        {
            if (combination.Rows.Count > 0
                && (best is null || (combination.Labels > best.Labels && combination.Rows.Count < best.Rows.Count)))
            {
                best = combination;
            }
        }

        return best;
    }

    private int MostDesired(Combination combination)
    {
        var (first, second) = (combination.Desire[0], combination.Desire[1]);
        return first == second ? _random.NextUpTo(1) : first > second ? 0 : 1;
    }

    private void Deal(int row, int fold)
    {
        _fold[row] = fold;
        _room[fold]--;
        foreach (var combination in _combinationsOfRow[row])
        {
            // Rows stay ascending, since they are only ever taken away.
            var at = combination.Rows.BinarySearch(row);
            if (at >= 0)
            {
                combination.Rows.RemoveAt(at);
            }

            combination.Desire[fold]--;
        }
    }

    private void DealRest()
    {
        for (var row = _fold.Length - 1; row >= 0; row--)
        {
            if (_fold[row] < 0)
            {
                var fold = (_room[0] > 0, _room[1] > 0) switch
                {
                    (true, false) => 0,
                    (false, true) => 1,
                    _ => _random.NextUpTo(1),
                };
                _fold[row] = fold;
                _room[fold]--;
            }
        }
    }

    private sealed class Combination(int number, int labels)
    {
        public int Number { get; } = number;

        public int Labels { get; } = labels;

        public List<int> Rows { get; } = [];

        public double[] Desire { get; set; } = [];
    }
}
