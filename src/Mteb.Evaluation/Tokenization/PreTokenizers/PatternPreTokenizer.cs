using System.Runtime.InteropServices;
using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.PreTokenizers;

/// <summary>Divides where a pattern matches.</summary>
internal sealed class PatternPreTokenizer(IPattern pattern, SplitBehaviour behaviour) : IPreTokenizer
{
    public void PreTokenize(PieceText text) => Divide(text, pattern, behaviour);

    /// <summary>Divides all pieces of a text where a pattern matches.</summary>
    public static void Divide(PieceText text, IPattern pattern, SplitBehaviour behaviour)
    {
        text.BeginDivision();
        foreach (ref readonly var piece in text.Pieces)
        {
            if (piece.IsToken)
            {
                text.Pass(piece);
                continue;
            }

            text.Matches.Clear();
            pattern.FindMatches(text.CharactersOf(piece), text.Matches, text.Memory);
            Divide(text, piece, CollectionsMarshal.AsSpan(text.Matches), behaviour);
        }

        text.EndDivision();
    }

    private static void Divide(PieceText text, in Piece piece, ReadOnlySpan<PatternMatch> matches, SplitBehaviour behaviour)
    {
        for (var i = 0; i < matches.Length;)
        {
            var last = LastOfPart(matches, i, behaviour);
            if (behaviour != SplitBehaviour.Removed || !matches[i].IsMatch)
            {
                text.AddPart(piece, matches[i].Start, matches[last].End);
            }

            i = last + 1;
        }
    }

    // Which neighbours make one part with the i-th. A match joins only a neighbour that is none.
    private static int LastOfPart(ReadOnlySpan<PatternMatch> matches, int i, SplitBehaviour behaviour)
    {
        var hasNext = i + 1 < matches.Length;
        switch (behaviour)
        {
            case SplitBehaviour.MergedWithPrevious when hasNext && !matches[i].IsMatch && matches[i + 1].IsMatch:
            case SplitBehaviour.MergedWithNext when hasNext && matches[i].IsMatch && !matches[i + 1].IsMatch:
                return i + 1;
            case SplitBehaviour.Contiguous:
                var last = i;
                while (last + 1 < matches.Length && matches[last + 1].IsMatch == matches[i].IsMatch)
                {
                    last++;
                }

                return last;
            default:
                return i;
        }
    }
}
