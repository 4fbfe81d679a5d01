namespace Mteb.Evaluation.Numerics;

/// <summary>
/// <c>Dataset.train_test_split(stratify_by_column)</c>: both parts hold each class in proportion. The generator draws in a
/// fixed order: shares of the train part, shares of the test part, rows of each class, order of both parts.
/// </summary>
public static class StratifiedSplit
{
    /// <summary>Splits rows by their class codes.</summary>
    /// <param name="codes">Class of each row.</param>
    /// <param name="trainRows">Size of the train part.</param>
    /// <param name="testRows">Size of the test part.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The parts in the order drawn; null when a class has fewer than two rows or a part is smaller than the number of classes.</returns>
    public static RowSplit? Split(ReadOnlySpan<int> codes, int trainRows, int testRows, ulong seed)
    {
        var classes = RowsByClass(codes);
        if (classes.Any(rows => rows.Count < 2) || Math.Min(trainRows, testRows) < classes.Count)
        {
            return null;
        }

        var random = new NumpyGenerator(seed);
        var counts = classes.Select(rows => rows.Count).ToArray();
        var trainShares = Shares(counts, trainRows, random);
        var testShares = Shares([.. counts.Zip(trainShares, (count, share) => count - share)], testRows, random);

        List<int> train = [], test = [];
        for (var i = 0; i < classes.Count; i++)
        {
            var mixed = Array.ConvertAll(random.Permutation(counts[i]), position => classes[i][position]);
            train.AddRange(mixed.AsSpan(0, trainShares[i]));
            test.AddRange(mixed.AsSpan(trainShares[i], testShares[i]));
        }

        int[] trainOrder = [.. train], testOrder = [.. test];
        random.Shuffle<int>(trainOrder);
        random.Shuffle<int>(testOrder);
        return new RowSplit(trainOrder, testOrder);
    }

    private static List<List<int>> RowsByClass(ReadOnlySpan<int> codes)
    {
        var classes = new SortedDictionary<int, List<int>>();
        for (var row = 0; row < codes.Length; row++)
        {
            if (!classes.TryGetValue(codes[row], out var rows))
            {
                classes[codes[row]] = rows = [];
            }

            rows.Add(row);
        }

        return [.. classes.Values];
    }

    /// <summary>
    /// The most probable number of draws per class (scikit-learn's approximate mode of the multivariate hypergeometric
    /// distribution): floors first, the missing ones by size of remainder, equal remainders by lot.
    /// </summary>
    internal static int[] Shares(int[] counts, int wanted, NumpyGenerator random)
    {
        var total = counts.Sum(count => (long)count);
        var remainders = new double[counts.Length];
        var shares = new int[counts.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            // Multiplied before divided: the last bit decides which remainders are equal.
            var exact = (double)((long)wanted * counts[i]) / total;
            shares[i] = (int)Math.Floor(exact);
            remainders[i] = exact - shares[i];
        }

        var missing = wanted - shares.Sum();
        foreach (var remainder in remainders.Distinct().OrderDescending())
        {
            if (missing <= 0)
            {
                break;
            }

            var tied = Enumerable.Range(0, counts.Length).Where(i => remainders[i] == remainder).ToArray();
            foreach (var chosen in random.ChoiceWithoutReplacement(tied.Length, Math.Min(tied.Length, missing)))
            {
                shares[tied[chosen]]++;
                missing--;
            }
        }

        return shares;
    }
}
