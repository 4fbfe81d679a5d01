namespace Mteb.Evaluation.Weights.Graphs.Blocks;

/// <summary>
/// Buckets of distances, in which relative positions share a bias. Beyond some distance all fall into the last bucket, so that
/// a table over the distances up to there says everything.
/// </summary>
internal static class RelativeBuckets
{
    /// <summary>
    /// The buckets of T5 and MPNet for both directions (arXiv:1910.10683, section 2.1): small distances one each, larger ones by
    /// the logarithm; keys behind the query in the upper half.
    /// </summary>
    /// <param name="buckets">Number of buckets.</param>
    /// <param name="farthest">Distance from which on the last bucket is used.</param>
    /// <returns>The bucket for query less key = -farthest … farthest.</returns>
    public static long[] Symmetric(int buckets, int farthest)
    {
        var half = buckets / 2;
        var exact = half / 2;
        var table = new long[2 * farthest + 1];
        for (var i = 0; i < table.Length; i++)
        {
            var distance = i - farthest;
            var size = Math.Abs(distance);
            var bucket = size < exact ? size : Math.Min(half - 1, exact + Logarithmic(size, exact, farthest, half));
            table[i] = bucket + (distance < 0 ? half : 0);
        }

        return table;
    }

    /// <summary>
    /// The buckets of DeBERTa v2 and v3: distances below half the number one each, with their sign, larger ones by the logarithm.
    /// </summary>
    /// <param name="buckets">Number of buckets on each side.</param>
    /// <param name="farthest">Distance from which on nothing changes.</param>
    /// <returns>The bucket, with sign, for query less key = -farthest … farthest.</returns>
    public static long[] Signed(int buckets, int farthest)
    {
        var middle = buckets / 2;
        var table = new long[2 * farthest + 1];
        for (var i = 0; i < table.Length; i++)
        {
            var distance = i - farthest;
            var size = distance < middle && distance > -middle ? middle - 1 : Math.Abs(distance);
            table[i] = size <= middle
                ? distance
                : Math.Sign(distance) * ((long)MathF.Ceiling(MathF.Log((float)size / middle) / (float)Math.Log((farthest - 1.0) / middle) * (middle - 1)) + middle);
        }

        return table;
    }

    private static int Logarithmic(int size, int exact, int farthest, int half) =>
        (int)(MathF.Log((float)size / exact) / (float)Math.Log((double)farthest / exact) * (half - exact));
}
