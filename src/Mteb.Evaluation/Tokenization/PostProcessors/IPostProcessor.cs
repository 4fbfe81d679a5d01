using Mteb.Evaluation.Tokenization.Encodings;

namespace Mteb.Evaluation.Tokenization.PostProcessors;

/// <summary>Puts special tokens around the tokens of a text or a pair.</summary>
internal interface IPostProcessor
{
    /// <summary>How many special tokens it adds.</summary>
    int CountSpecialTokens(bool isPair);

    /// <summary>Changes the encodings of one text or two, and may put others between them; all are joined afterwards.</summary>
    /// <param name="encodings">One or two, or what an earlier post-processor made of them.</param>
    /// <param name="addSpecialTokens">Whether special tokens are wanted.</param>
    IReadOnlyList<TokenEncoding> Process(IReadOnlyList<TokenEncoding> encodings, bool addSpecialTokens);
}
