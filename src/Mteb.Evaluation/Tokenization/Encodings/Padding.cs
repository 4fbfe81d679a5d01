using Mteb.Evaluation.Tokenization.Json;

namespace Mteb.Evaluation.Tokenization.Encodings;

/// <summary>The padding that a tokenizer file asks for.</summary>
/// <param name="FixedLength">The length to fill up to; null means the longest text of the batch.</param>
/// <param name="Direction">Where padding goes.</param>
/// <param name="MultipleOf">What lengths are rounded up to a multiple of; null or 0 for nothing.</param>
/// <param name="Id">The id of a padding token.</param>
/// <param name="TypeId">Its type id.</param>
/// <param name="Token">Its text.</param>
internal sealed record Padding(int? FixedLength, Side Direction, int? MultipleOf, int Id, int TypeId, string Token)
{
    /// <summary>Reads what the file says.</summary>
    public static Padding Read(JsonValue value) => new(
        ReadLength(value.Get("strategy")),
        Truncation.ReadSide(value.Get("direction")),
        value.Find("pad_to_multiple_of")?.AsCount(),
        value.Get("pad_id").AsCount(),
        value.Get("pad_type_id").AsCount(),
        value.Get("pad_token").AsString());

    /// <summary>Fills a batch up to one length, overflowing parts too.</summary>
    public IReadOnlyList<TokenEncoding> Apply(IReadOnlyList<TokenEncoding> batch)
    {
        var length = FixedLength ?? batch.Select(encoding => encoding.Length).DefaultIfEmpty().Max();
        if (MultipleOf is > 0 and var multiple && length % multiple > 0)
        {
            length += multiple - length % multiple;
        }

        return [.. batch.Select(encoding => Fill(encoding, length))];
    }

    private static int? ReadLength(JsonValue strategy) =>
        strategy.IsObject ? strategy.Get("Fixed").AsCount()
        : strategy.AsString() == "BatchLongest" ? null
        : throw strategy.NotA("\"BatchLongest\" or { \"Fixed\": number }");

    private TokenEncoding Fill(TokenEncoding encoding, int length)
    {
        var filled = encoding.WithOverflowing([.. encoding.OverflowingArray.Select(part => Fill(part, length))]);
        var missing = length - encoding.Length;
        if (missing <= 0)
        {
            return filled;
        }

        var (offsets, zeros, ones) = (new TokenSpan[missing], new byte[missing], new byte[missing]);
        Array.Fill(ones, (byte)1);
        return new(
            Join(filled.IdArray, Repeat(Id, missing)), Join(filled.TypeIdArray, Repeat(TypeId, missing)),
            Join(filled.TokenArray, Repeat(Token, missing)), Join(filled.OffsetArray, offsets),
            Join(filled.AttentionArray, zeros), Join(filled.SpecialArray, ones), filled.OverflowingArray);
    }

    private T[] Join<T>(T[] own, T[] padding) => Direction == Side.Right ? [.. own, .. padding] : [.. padding, .. own];

    private static T[] Repeat<T>(T value, int count)
    {
        var values = new T[count];
        Array.Fill(values, value);
        return values;
    }
}
