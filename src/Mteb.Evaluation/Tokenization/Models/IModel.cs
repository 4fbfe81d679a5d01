using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.Models;

/// <summary>Turns a piece into tokens. It has no state of its own while it does.</summary>
internal interface IModel
{
    /// <summary>Its tokens.</summary>
    Vocabulary Vocabulary { get; }

    /// <summary>The token that stands for what is not in the vocabulary; null when none is named.</summary>
    string? UnknownToken { get; }

    /// <summary>Adds the tokens of a piece; spans count from the piece's beginning.</summary>
    /// <param name="piece">Code points; at least one.</param>
    /// <param name="tokens">Receives them after what it holds.</param>
    /// <returns>False when an unknown token is needed and there is none.</returns>
    bool Tokenize(ReadOnlySpan<int> piece, TokenList tokens);
}
