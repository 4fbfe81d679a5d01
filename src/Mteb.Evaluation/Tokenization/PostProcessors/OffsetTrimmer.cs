using Mteb.Evaluation.Tokenization.Encodings;
using Mteb.Evaluation.Tokenization.Pieces;
using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tokenization.PostProcessors;

/// <summary>Takes the spaces that tokens begin or end with out of their offsets, as byte-level post-processors do.</summary>
internal static class OffsetTrimmer
{
    private const int ByteLevelSpace = 0x120; // Ġ

    /// <summary>Trims an encoding and what overflows from it.</summary>
    /// <param name="encoding">The encoding.</param>
    /// <param name="hasPrefixSpace">Whether the first token begins with a space that is not the text's own.</param>
    public static TokenEncoding Trim(TokenEncoding encoding, bool hasPrefixSpace)
    {
        var offsets = encoding.OffsetArray.ToArray();
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = Trim(CodePoints.Of(encoding.TokenArray[i]), offsets[i], i == 0, hasPrefixSpace);
        }

        return encoding.WithOffsets(offsets)
            .WithOverflowing([.. encoding.OverflowingArray.Select(part => Trim(part, hasPrefixSpace))]);
    }

    private static TokenSpan Trim(ReadOnlySpan<int> token, TokenSpan span, bool isFirst, bool hasPrefixSpace)
    {
        var (leading, trailing) = (0, 0);
        while (leading < token.Length && IsSpace(token[leading]))
        {
            leading++;
        }

        while (trailing < token.Length && IsSpace(token[token.Length - 1 - trailing]))
        {
            trailing++;
        }

        var (start, end) = (span.Start, span.End);
        if (leading > 0)
        {
            var isAdded = (isFirst || start == 0) && hasPrefixSpace && leading == 1; // where there are more, none was added
            start = isAdded ? start : Math.Min(start + leading, end);
        }

        if (trailing > 0 && end >= trailing)
        {
            end = Math.Max(end - trailing, start);
        }

        return new(start, end);
    }

    private static bool IsSpace(int character) => character == ByteLevelSpace || CharacterTable.Is(character, CharacterClass.WhiteSpace);
}
