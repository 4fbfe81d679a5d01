namespace Mteb.Evaluation.Tokenization.Encodings;

/// <summary>Puts encodings one after the other.</summary>
internal static class EncodingMerger
{
    /// <summary>All of them in order.</summary>
    public static TokenEncoding Merge(IEnumerable<TokenEncoding> encodings) => encodings.Aggregate(TokenEncoding.Empty, Merge);

    // What overflows is combined each with each: every part of the first with the second and with its parts, then the first
    // with the parts of the second.
    private static TokenEncoding Merge(TokenEncoding first, TokenEncoding second)
    {
        if (first.OverflowingArray.Length == 0 && second.OverflowingArray.Length == 0)
        {
            return Join(first, second, []);
        }

        var overflowing = new List<TokenEncoding>();
        foreach (var part in first.OverflowingArray)
        {
            overflowing.Add(Join(part, second, []));
            overflowing.AddRange(second.OverflowingArray.Select(other => Join(part, other, [])));
        }

        overflowing.AddRange(second.OverflowingArray.Select(other => Join(first, other, [])));
        return Join(first, second, [.. overflowing]);
    }

    private static TokenEncoding Join(TokenEncoding first, TokenEncoding second, TokenEncoding[] overflowing) => new(
        [.. first.IdArray, .. second.IdArray],
        [.. first.TypeIdArray, .. second.TypeIdArray],
        [.. first.TokenArray, .. second.TokenArray],
        [.. first.OffsetArray, .. second.OffsetArray],
        [.. first.AttentionArray, .. second.AttentionArray],
        [.. first.SpecialArray, .. second.SpecialArray],
        overflowing);
}
