using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.Normalizers;

/// <summary>Changes the characters of a piece before it is divided.</summary>
internal interface INormalizer
{
    /// <summary>Changes the piece, which is not empty at first but may become so.</summary>
    void Normalize(RewritableText text);
}
