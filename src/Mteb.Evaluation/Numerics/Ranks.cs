namespace Mteb.Evaluation.Numerics;

/// <summary>Ranks of values.</summary>
public static class Ranks
{
    /// <summary>Rank of each value from 1, ascending; equal values share the mean of their ranks (<c>rankdata</c>).</summary>
    public static double[] Average(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        var order = MaskedInterval.Range(sorted.Length);
        Array.Sort(sorted, order);
        var ranks = new double[sorted.Length];
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                end++;
            }

            for (var i = start; i < end; i++)
            {
                ranks[order[i]] = (start + end + 1) / 2.0;
            }

            start = end;
        }

        return ranks;
    }
}
