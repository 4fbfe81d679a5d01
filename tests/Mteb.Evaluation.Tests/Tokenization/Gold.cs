using System.Text.Json;
using Mteb.Evaluation.Tokenization.Encodings;

namespace Mteb.Evaluation.Tests.Tokenization;

/// <summary>The expected results under tokenizers/gold/families, in the form that their README describes.</summary>
internal static class Gold
{
    /// <summary>Says how an encoding differs from what the reference gives; null when it does not.</summary>
    public static string? Difference(TokenEncoding actual, JsonElement expected)
    {
        var count = expected.GetProperty("ids").GetArrayLength();
        return Compare("ids", actual.Ids, Numbers(expected, "ids", count, 0))
            ?? Compare("offsets", actual.Offsets.SelectMany(span => new[] { span.Start, span.End }), Numbers(expected, "offsets", 2 * count, 0))
            ?? Compare("type_ids", actual.TypeIds, Numbers(expected, "type_ids", count, 0))
            ?? Compare("attention_mask", actual.AttentionMask.Select(bit => (int)bit), Numbers(expected, "attention_mask", count, 1))
            ?? Compare("special_tokens_mask", actual.SpecialTokensMask.Select(bit => (int)bit), Numbers(expected, "special_tokens_mask", count, 0))
            ?? Overflow(actual, expected);
    }

    /// <summary>The plain result of an entry: it is left out when it equals the special one.</summary>
    public static JsonElement Plain(JsonElement entry) => entry.TryGetProperty("plain", out var plain) ? plain : entry.GetProperty("special");

    private static string? Overflow(TokenEncoding actual, JsonElement expected)
    {
        var parts = expected.TryGetProperty("overflowing", out var listed) ? listed.EnumerateArray().ToArray() : [];
        return actual.Overflowing.Count != parts.Length
            ? $"{actual.Overflowing.Count} overflowing parts instead of {parts.Length}"
            : actual.Overflowing.Zip(parts, Difference).FirstOrDefault(difference => difference is not null) is { } first ? "overflowing: " + first : null;
    }

    private static int[] Numbers(JsonElement result, string name, int count, int otherwise) => result.TryGetProperty(name, out var numbers)
        ? [.. numbers.EnumerateArray().Select(number => number.GetInt32())]
        : [.. Enumerable.Repeat(otherwise, count)];

    private static string? Compare(string name, IEnumerable<int> actual, int[] expected) => actual.SequenceEqual(expected)
        ? null
        : $"{name} [{string.Join(' ', actual.Take(60))}] instead of [{string.Join(' ', expected.Take(60))}]";

    /// <summary>The texts, pairs and batches that the results refer to.</summary>
    internal sealed class Texts
    {
        public const string Path = "tokenizers/gold/families/texts.json";

        private static readonly Lazy<Texts> Shared = new(() => new Texts(Goldens.Parse(SharedMaterial.At(Path))));

        private Texts(JsonElement root)
        {
            All = [.. root.GetProperty("texts").EnumerateArray().Select(text => text.GetString()!)];
            Pairs = [.. root.GetProperty("pairs").EnumerateArray().Select(ToPair)];
            Batches = [.. root.GetProperty("batches").EnumerateArray().Select(batch => batch.EnumerateArray().Select(index => (All[index.GetInt32()], (string?)null)).ToArray())];
            PairBatches = [.. root.GetProperty("pair_batches").EnumerateArray().Select(batch => batch.EnumerateArray().Select(ToPair).ToArray())];
        }

        public static Texts Instance => Shared.Value;

        public string[] All { get; }

        public (string Text, string? Pair)[] Pairs { get; }

        public (string Text, string? Pair)[][] Batches { get; }

        public (string Text, string? Pair)[][] PairBatches { get; }

        private (string, string?) ToPair(JsonElement pair) => (All[pair[0].GetInt32()], All[pair[1].GetInt32()]);
    }
}
