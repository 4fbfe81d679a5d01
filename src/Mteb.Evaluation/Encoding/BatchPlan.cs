namespace Mteb.Evaluation.Encoding;

/// <summary>Texts that are run together; all are padded to one length.</summary>
/// <param name="Texts">The texts, counted from the first of the window.</param>
/// <param name="PaddedLength">Tokens of each row.</param>
internal readonly record struct Batch(ReadOnlyMemory<int> Texts, int PaddedLength);

/// <summary>How large batches may be.</summary>
/// <param name="TokenBudget">Most tokens, padding included; a single text may have more.</param>
/// <param name="Rows">Most texts.</param>
/// <param name="ShortestRow">The least length that a text is padded to.</param>
/// <param name="LengthStep">Padded lengths are multiples of this.</param>
internal readonly record struct BatchLimits(int TokenBudget, int Rows, int ShortestRow, int LengthStep)
{
    /// <summary>The length that a text is padded to. It depends on nothing but the text's own number of tokens.</summary>
    public int Pad(int tokens) => (Math.Max(tokens, ShortestRow) + LengthStep - 1) / LengthStep * LengthStep;
}

/// <summary>Sorts texts by length and cuts them into batches.</summary>
internal static class BatchPlan
{
    /// <summary>Makes the batches of a window, longest texts first: what remains for the end is small and evens the threads out.</summary>
    /// <param name="window">The tokenised texts.</param>
    /// <param name="distinct">The texts to run, counted from the first of the window.</param>
    /// <param name="limits">How large batches may be.</param>
    /// <param name="threads">How many threads share the batches.</param>
    public static IReadOnlyList<Batch> Create(TokenWindow window, List<int> distinct, BatchLimits limits, int threads)
    {
        var order = distinct.ToArray();
        var lengths = Array.ConvertAll(order, text => -window.Length(text));
        Array.Sort(lengths, order);
        var budget = ShareOut(lengths, limits, threads);
        var batches = new List<Batch>();
        for (var start = 0; start < order.Length;)
        {
            var padded = limits.Pad(-lengths[start]);
            var end = start + 1;
            while (end < order.Length && limits.Pad(-lengths[end]) == padded)
            {
                end++;
            }

            Cut(order.AsMemory(start..end), padded, Math.Clamp(budget / padded, 1, limits.Rows), batches);
            start = end;
        }

        return batches;
    }

    /// <summary>The budget, made smaller where a few large batches would leave threads without work.</summary>
    private static int ShareOut(int[] negativeLengths, BatchLimits limits, int threads)
    {
        if (threads == 1)
        {
            return limits.TokenBudget;
        }

        var total = negativeLengths.Sum(length => (long)limits.Pad(-length));
        return (int)Math.Clamp(total / (4 * threads), Math.Min(128, limits.TokenBudget), limits.TokenBudget);
    }

    /// <summary>Cuts texts of one length into as few batches as possible, of sizes that differ by one at most.</summary>
    private static void Cut(ReadOnlyMemory<int> texts, int padded, int rows, List<Batch> batches)
    {
        var pieces = (texts.Length + rows - 1) / rows;
        for (var piece = 0; piece < pieces; piece++)
        {
            var start = (int)((long)texts.Length * piece / pieces);
            var end = (int)((long)texts.Length * (piece + 1) / pieces);
            batches.Add(new Batch(texts[start..end], padded));
        }
    }
}
