using System.Runtime.InteropServices;
using Mteb.Evaluation.Tokenization.Pieces;
using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tokenization.PreTokenizers;

/// <summary>Matches each character of a class by itself.</summary>
internal sealed class ClassPattern(CharacterClass classes) : IPattern
{
    public void FindMatches(ReadOnlySpan<int> text, List<PatternMatch> matches)
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
    public void FindMatches(ReadOnlySpan<int> text, List<PatternMatch> matches)
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
    public void FindMatches(ReadOnlySpan<int> text, List<PatternMatch> matches)
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
    public void FindMatches(ReadOnlySpan<int> text, List<PatternMatch> matches)
    {
        pattern.FindMatches(text, matches);
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
    public void FindMatches(ReadOnlySpan<int> text, List<PatternMatch> matches)
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

/// <summary>Fills lists of matches.</summary>
internal static class PatternMatches
{
    /// <summary>Adds a match, and what lies between it and the one before.</summary>
    public static void AddMatch(this List<PatternMatch> matches, int from, int start, int end)
    {
        matches.AddRest(from, start);
        matches.Add(new(start, end, true));
    }

    /// <summary>Adds what lies between matches.</summary>
    public static void AddRest(this List<PatternMatch> matches, int from, int to)
    {
        if (to > from)
        {
            matches.Add(new(from, to, false));
        }
    }
}
