using Mteb.Evaluation.Tokenization;

namespace Mteb.TokenizerParity;

/// <summary>Compares a tokenizer with the reference on generated texts.</summary>
internal static class Comparison
{
    private const int BatchSize = 500;

    /// <summary>The texts whose ids or offsets differ.</summary>
    /// <param name="source">The tokenizer.</param>
    /// <param name="reference">The reference; it has loaded the same file.</param>
    /// <param name="count">How many texts.</param>
    /// <param name="seed">Of the texts.</param>
    public static IEnumerable<Difference> Find(TokenizerSource source, ReferenceProcess reference, int count, int seed)
    {
        var tokenizer = source.Load();
        var generator = new TextGenerator(seed, source.Tokens);
        for (var done = 0; done < count; done += BatchSize)
        {
            var texts = Enumerable.Range(0, Math.Min(BatchSize, count - done)).Select(_ => generator.Next()).ToArray();
            var special = done / BatchSize % 2 == 0;
            foreach (var (text, (ids, offsets)) in texts.Zip(reference.Encode(texts, special)))
            {
                if (Compare(tokenizer, text, special, ids, offsets) is { } difference)
                {
                    yield return difference;
                }
            }
        }
    }

    private static Difference? Compare(Tokenizer tokenizer, string text, bool special, int[]? ids, int[]? offsets)
    {
        var outcome = tokenizer.Encode(text, pair: null, special);
        if (!outcome.Succeeded || ids is null)
        {
            return outcome.Succeeded == (ids is not null) ? null : new(text, "refusal", ids ?? [], [.. outcome.Value?.Ids ?? []]);
        }

        if (!outcome.Value.Ids.SequenceEqual(ids))
        {
            return new(text, "ids", ids, [.. outcome.Value.Ids]);
        }

        int[] places = [.. outcome.Value.Offsets.SelectMany(span => new[] { span.Start, span.End })];
        return places.AsSpan().SequenceEqual(offsets) ? null : new(text, "offsets", offsets!, places);
    }
}

/// <summary>A text on which the two differ.</summary>
/// <param name="Text">The text.</param>
/// <param name="What">Ids, offsets or refusal.</param>
/// <param name="Expected">What the reference gives.</param>
/// <param name="Actual">What we give.</param>
internal sealed record Difference(string Text, string What, int[] Expected, int[] Actual);
