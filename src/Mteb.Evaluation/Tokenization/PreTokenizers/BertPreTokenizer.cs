using Mteb.Evaluation.Tokenization.Pieces;
using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tokenization.PreTokenizers;

/// <summary>Divides at white space, which disappears, and around each punctuation character.</summary>
internal sealed class BertPreTokenizer : IPreTokenizer
{
    public void PreTokenize(PieceText text)
    {
        text.BeginDivision();
        foreach (ref readonly var piece in text.Pieces)
        {
            if (piece.IsToken)
            {
                text.Pass(piece);
            }
            else
            {
                Divide(text, piece);
            }
        }

        text.EndDivision();
    }

    private static void Divide(PieceText text, in Piece piece)
    {
        var characters = text.CharactersOf(piece);
        var start = 0;
        for (var i = 0; i < characters.Length; i++)
        {
            var classes = CharacterTable.Of(characters[i]);
            if ((classes & (CharacterClass.WhiteSpace | CharacterClass.ComponentPunctuation)) == 0)
            {
                continue;
            }

            text.AddPart(piece, start, i);
            start = i + 1;
            if ((classes & CharacterClass.WhiteSpace) == 0)
            {
                text.AddPart(piece, i, start);
            }
        }

        text.AddPart(piece, start, characters.Length);
    }
}
