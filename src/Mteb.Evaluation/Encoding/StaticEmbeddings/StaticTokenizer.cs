using System.Buffers;
using System.Text;
using Mteb.Evaluation.Tokenization;

namespace Mteb.Evaluation.Encoding.StaticEmbeddings;

/// <summary>
/// Tokens without special ones. By model2vec's rules what is unknown is left out, and a text is first cut to as many characters as
/// the longest text has tokens times the median length of a token.
/// </summary>
/// <param name="tokenizer">The tokenizer.</param>
/// <param name="dropsUnknown">Whether model2vec's rules apply; else those of sentence-transformers.</param>
internal sealed class StaticTokenizer(Tokenizer tokenizer, bool dropsUnknown) : ITokenizer
{
    private readonly int? _unknown = dropsUnknown ? tokenizer.UnknownTokenId : null;
    private readonly int _medianLength = dropsUnknown ? MedianLength(tokenizer) : 0;

    /// <inheritdoc/>
    public int VocabularySize => tokenizer.VocabularySize;

    /// <inheritdoc/>
    public int PadTokenId => tokenizer.PadTokenId;

    /// <inheritdoc/>
    public int SpecialTokenCount => 0;

    /// <inheritdoc/>
    public bool Encode(ReadOnlySpan<char> text, int maxLength, List<int> ids)
    {
        // The file's own truncation counts here: both libraries leave it switched on.
        var limit = Math.Min(maxLength, tokenizer.TruncationLength ?? int.MaxValue);
        if (!dropsUnknown)
        {
            return tokenizer.EncodePlain(text, limit, ids);
        }

        var begin = ids.Count;
        var cut = maxLength == int.MaxValue ? text.Length : CharactersOf(text, (long)maxLength * _medianLength);
        var isCut = tokenizer.EncodePlain(text[..cut], tokenizer.TruncationLength ?? int.MaxValue, ids) || cut < text.Length;
        if (_unknown is { } unknown)
        {
            ids.RemoveRange(begin, ids.Count - begin, unknown);
        }

        if (ids.Count - begin > limit)
        {
            ids.RemoveRange(begin + limit, ids.Count - begin - limit);
            isCut = true;
        }

        return isCut;
    }

    /// <summary>UTF-16 units of the first so many code points.</summary>
    private static int CharactersOf(ReadOnlySpan<char> text, long codePoints)
    {
        if (text.Length <= codePoints)
        {
            return text.Length;
        }

        var taken = 0;
        for (var left = codePoints; left > 0 && taken < text.Length; left--)
        {
            taken += Rune.DecodeFromUtf16(text[taken..], out _, out var units) == OperationStatus.Done ? units : 1;
        }

        return taken;
    }

    private static int MedianLength(Tokenizer tokenizer)
    {
        int[] lengths = [.. tokenizer.AllTokens.Select(token => token.EnumerateRunes().Count()).Order()];
        return lengths.Length == 0 ? 1 : (lengths[(lengths.Length - 1) / 2] + lengths[lengths.Length / 2]) / 2;
    }
}

/// <summary>Removing from a stretch of a list.</summary>
internal static class ListStretch
{
    /// <summary>Removes a value wherever it stands in a stretch; the order of the rest stays.</summary>
    public static void RemoveRange(this List<int> list, int start, int count, int value)
    {
        var kept = start;
        for (var i = start; i < start + count; i++)
        {
            if (list[i] != value)
            {
                list[kept++] = list[i];
            }
        }

        list.RemoveRange(kept, start + count - kept);
    }
}
