using Mteb.Evaluation.Tokenization.Pieces;
using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tokenization.PreTokenizers;

/// <summary>
/// The expression of GPT-2, written by hand because so many models use it: <see cref="Expression"/>. It matches everything.
/// </summary>
internal sealed class Gpt2Pattern : IPattern
{
    /// <summary>What it stands for.</summary>
    public const string Expression = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    public void FindMatches(ReadOnlySpan<int> text, List<PatternMatch> matches, MatcherMemory memory)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start + LengthOf(text[start..]);
            matches.Add(new(start, end, true));
            start = end;
        }
    }

    private static int LengthOf(ReadOnlySpan<int> text)
    {
        if (Contractions.LengthOf(text) is var contraction and > 0)
        {
            return contraction;
        }

        var from = text[0] == ' ' && text.Length > 1 ? 1 : 0;
        var kind = Kinds.Of(text[from]);
        return kind == CharacterClass.WhiteSpace ? Kinds.SpacesBeforeWord(text) : Kinds.EndOfRun(text, from, kind);
    }
}

/// <summary>The kinds of characters that expressions of the GPT family tell apart: letters, numbers, white space, others.</summary>
internal static class Kinds
{
    private const CharacterClass All = CharacterClass.Letter | CharacterClass.Number | CharacterClass.WhiteSpace;

    /// <summary>The kind of a character; <see cref="CharacterClass.None"/> for the others.</summary>
    public static CharacterClass Of(int character) => CharacterTable.Of(character) & All;

    /// <summary>The end of a run of one kind.</summary>
    public static int EndOfRun(ReadOnlySpan<int> text, int from, CharacterClass kind)
    {
        while (from < text.Length && Of(text[from]) == kind)
        {
            from++;
        }

        return from;
    }

    /// <summary><c>\s+(?!\S)|\s+</c>: white space, but for the last character where something else follows.</summary>
    public static int SpacesBeforeWord(ReadOnlySpan<int> text)
    {
        var end = EndOfRun(text, 0, CharacterClass.WhiteSpace);
        return end < text.Length && end > 1 ? end - 1 : end;
    }
}

/// <summary><c>'s|'t|'re|'ve|'m|'ll|'d</c></summary>
internal static class Contractions
{
    /// <summary>The length of the contraction that a text begins with; 0 when there is none.</summary>
    public static int LengthOf(ReadOnlySpan<int> text)
    {
        if (text.Length < 2 || text[0] != '\'')
        {
            return 0;
        }

        return text[1] switch
        {
            's' or 't' or 'm' or 'd' => 2,
            'r' or 'v' when text.Length > 2 && text[2] == 'e' => 3,
            'l' when text.Length > 2 && text[2] == 'l' => 3,
            _ => 0,
        };
    }
}
