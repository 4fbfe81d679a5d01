using Mteb.Evaluation.Tokenization.Pieces;
using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tokenization.PreTokenizers;

/// <summary>
/// Divides where the script changes; kana count as Han, and spaces and what has no script stay with what stands before them. What
/// stands before the first character with a script is lost, as in the reference.
/// </summary>
internal sealed class ScriptPreTokenizer : IPreTokenizer
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
        var (start, last) = (-1, ScriptTable.Any);
        for (var i = 0; i < characters.Length; i++)
        {
            var script = ScriptTable.Of(characters[i]);
            if (script == ScriptTable.Any || script == last)
            {
                continue;
            }

            last = script;
            if (start >= 0)
            {
                text.AddPart(piece, start, i);
            }

            start = i;
        }

        if (start >= 0)
        {
            text.AddPart(piece, start, characters.Length);
        }
    }
}
