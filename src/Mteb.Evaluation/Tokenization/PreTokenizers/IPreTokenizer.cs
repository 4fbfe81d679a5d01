using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.PreTokenizers;

/// <summary>Divides a normalized text into pieces that the model takes one by one.</summary>
internal interface IPreTokenizer
{
    /// <summary>Whether the division depends on where in the original text a piece stands.</summary>
    bool NeedsAlignment => false;

    /// <summary>Divides all pieces that are text still.</summary>
    void PreTokenize(PieceText text);
}
