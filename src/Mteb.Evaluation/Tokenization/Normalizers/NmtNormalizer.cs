using Mteb.Evaluation.Tokenization.Pieces;
using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tokenization.Normalizers;

/// <summary>Deletes control characters and turns odd spaces into plain ones, as translation systems do.</summary>
internal sealed class NmtNormalizer : INormalizer
{
    public void Normalize(RewritableText text)
    {
        text.Remove(CharacterClass.NmtRemoved);
        text.MakeSpaces(CharacterClass.NmtSpace);
    }
}
