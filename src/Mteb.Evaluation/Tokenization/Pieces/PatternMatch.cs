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
    void FindMatches(ReadOnlySpan<int> text, List<PatternMatch> matches);
}
