using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.Normalizers;

/// <summary>Writes the text's bytes as visible characters.</summary>
internal sealed class ByteLevelNormalizer : INormalizer
{
    public void Normalize(RewritableText text) => ByteLevel.Apply(text);
}
