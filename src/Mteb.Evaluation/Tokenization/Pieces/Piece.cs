namespace Mteb.Evaluation.Tokenization.Pieces;

/// <summary>A part of the text: either still to be tokenized, or an added token already.</summary>
/// <param name="Start">First code point in the text of the <see cref="PieceText"/>.</param>
/// <param name="Length">Number of code points.</param>
/// <param name="Origin">Where the piece begins in the original text.</param>
/// <param name="TokenId">The id of the added token; negative for text.</param>
internal readonly record struct Piece(int Start, int Length, int Origin, int TokenId)
{
    /// <summary>Stands for the id of what is text.</summary>
    public const int Text = -1;

    /// <summary>Whether the piece is an added token.</summary>
    public bool IsToken => TokenId >= 0;
}
