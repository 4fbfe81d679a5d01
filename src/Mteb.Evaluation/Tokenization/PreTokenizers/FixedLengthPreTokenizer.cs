using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.PreTokenizers;

/// <summary>Divides into pieces of a fixed number of characters; the last may be shorter.</summary>
internal sealed class FixedLengthPreTokenizer(int length) : IPreTokenizer
{
    private const int DefaultLength = 5;

    public static FixedLengthPreTokenizer Read(JsonValue value)
    {
        var length = value.Find("length");
        return length?.AsCount() == 0
            ? throw length.Wrong("FixedLength has the length 0.", "Give a length of at least 1.")
            : new(length?.AsCount() ?? DefaultLength);
    }

    public void PreTokenize(PieceText text)
    {
        text.BeginDivision();
        foreach (ref readonly var piece in text.Pieces)
        {
            if (piece.IsToken)
            {
                text.Pass(piece);
                continue;
            }

            for (var start = 0; start < piece.Length; start += Math.Min(length, piece.Length - start))
            {
                text.AddPart(piece, start, start + Math.Min(length, piece.Length - start));
            }
        }

        text.EndDivision();
    }
}
