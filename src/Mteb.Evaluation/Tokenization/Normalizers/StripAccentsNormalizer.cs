using Mteb.Evaluation.Tokenization.Pieces;
using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tokenization.Normalizers;

/// <summary>Deletes all combining marks, spacing ones too, without decomposing anything first.</summary>
internal sealed class StripAccentsNormalizer : INormalizer
{
    public void Normalize(RewritableText text) => text.Remove(CharacterClass.CombiningMark);
}
