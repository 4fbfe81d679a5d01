namespace Mteb.Evaluation.Tokenization.Pieces;

/// <summary>A part of a piece that a pattern matches, or one between matches. Together they cover the piece.</summary>
/// <param name="Start">First code point, from the beginning of the piece.</param>
/// <param name="End">After the last one.</param>
/// <param name="IsMatch">Whether the pattern matches it.</param>
internal readonly record struct PatternMatch(int Start, int End, bool IsMatch);

/// <summary>Something that is looked for in a piece.</summary>
internal interface IPattern
{
    /// <summary>Lists all matches, and what lies between them, in order.</summary>
    /// <param name="text">The piece; not empty.</param>
    /// <param name="matches">Receives them; empty before.</param>
    /// <param name="memory">For patterns that remember what they tried.</param>
    void FindMatches(ReadOnlySpan<int> text, List<PatternMatch> matches, MatcherMemory memory);
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
