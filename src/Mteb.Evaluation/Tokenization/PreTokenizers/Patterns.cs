using System.Runtime.InteropServices;
using Mteb.Evaluation.Tokenization.Expressions;
using Mteb.Evaluation.Tokenization.Pieces;
using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tokenization.PreTokenizers;

/// <summary>Matches each character of a class by itself.</summary>
internal sealed class ClassPattern(CharacterClass classes) : IPattern
{
    public void FindMatches(ReadOnlySpan<int> text, List<PatternMatch> matches, MatcherMemory memory)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (CharacterTable.Is(text[i], classes))
            {
                matches.AddMatch(start, i, i + 1);
                start = i + 1;
            }
        }

        matches.AddRest(start, text.Length);
    }
}

/// <summary>Matches each occurrence of one character.</summary>
internal sealed class CharacterPattern(int character) : IPattern
{
    public void FindMatches(ReadOnlySpan<int> text, List<PatternMatch> matches, MatcherMemory memory)
    {
        var start = 0;
        for (int found; (found = text[start..].IndexOf(character)) >= 0; start += found + 1)
        {
            matches.AddMatch(start, start + found, start + found + 1);
        }

        matches.AddRest(start, text.Length);
    }
}

/// <summary>Matches each occurrence of a literal text.</summary>
internal sealed class LiteralPattern(int[] wanted) : IPattern
{
    /// <summary>A pattern for a text; the empty text matches everywhere.</summary>
    public static IPattern Of(int[] wanted) => wanted.Length > 0 ? new LiteralPattern(wanted) : new ExpressionPattern("");

    public void FindMatches(ReadOnlySpan<int> text, List<PatternMatch> matches, MatcherMemory memory)
    {
        var start = 0;
        for (int found; (found = text[start..].IndexOf(wanted)) >= 0; start += found + wanted.Length)
        {
            matches.AddMatch(start, start + found, start + found + wanted.Length);
        }

        matches.AddRest(start, text.Length);
    }
}

/// <summary>Matches what another pattern leaves, and the other way round.</summary>
internal sealed class InvertedPattern(IPattern pattern) : IPattern
{
    public void FindMatches(ReadOnlySpan<int> text, List<PatternMatch> matches, MatcherMemory memory)
    {
        pattern.FindMatches(text, matches, memory);
        foreach (ref var match in CollectionsMarshal.AsSpan(matches))
        {
            match = match with { IsMatch = !match.IsMatch };
        }
    }
}

/// <summary>
/// The pattern of the pre-tokenizer Whitespace, <c>\w+|[^\w\s]+</c>, inverted: runs of word characters and runs of other visible
/// characters are kept, white space matches.
/// </summary>
internal sealed class WordPattern : IPattern
{
    public void FindMatches(ReadOnlySpan<int> text, List<PatternMatch> matches, MatcherMemory memory)
    {
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            var kind = KindOf(text[i]);
            while (i < text.Length && KindOf(text[i]) == kind)
            {
                i++;
            }

            matches.Add(new(start, i, kind == CharacterClass.WhiteSpace));
        }
    }

    private static CharacterClass KindOf(int character) => CharacterTable.Of(character) & (CharacterClass.Word | CharacterClass.WhiteSpace);
}
