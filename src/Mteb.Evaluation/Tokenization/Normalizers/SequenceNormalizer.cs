using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.Normalizers;

/// <summary>Several normalizers, one after the other.</summary>
internal sealed class SequenceNormalizer(INormalizer[] normalizers) : INormalizer
{
    public void Normalize(RewritableText text)
    {
        foreach (var normalizer in normalizers)
        {
            normalizer.Normalize(text);
        }
    }
}
