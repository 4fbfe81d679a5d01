using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.PreTokenizers;

/// <summary>Expressions that so many models use that they have scanners of their own, which find the same, only faster.</summary>
internal static class PublishedPatterns
{
    /// <summary>The scanner of an expression; null when it has none.</summary>
    public static IPattern? Find(string expression) => expression == Gpt2Pattern.Expression ? new Gpt2Pattern() : null;
}
