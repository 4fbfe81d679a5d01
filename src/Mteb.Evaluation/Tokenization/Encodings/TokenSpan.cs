namespace Mteb.Evaluation.Tokenization.Encodings;

/// <summary>The part of a text that a token stands for, in code points of that text.</summary>
/// <param name="Start">First code point.</param>
/// <param name="End">After the last one. Special and padding tokens have 0, 0.</param>
public readonly record struct TokenSpan(int Start, int End);
