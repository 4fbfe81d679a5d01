using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.PreTokenizers;

/// <summary>Several pre-tokenizers, one after the other.</summary>
internal sealed class SequencePreTokenizer(IPreTokenizer[] preTokenizers) : IPreTokenizer
{
    public bool NeedsAlignment => preTokenizers.Any(preTokenizer => preTokenizer.NeedsAlignment);

    public void PreTokenize(PieceText text)
    {
        foreach (var preTokenizer in preTokenizers)
        {
            preTokenizer.PreTokenize(text);
        }
    }
}
