using Mteb.Evaluation.Tokenization.Encodings;

namespace Mteb.Evaluation.Tokenization.PostProcessors;

/// <summary>Several post-processors, one after the other.</summary>
internal sealed class SequencePostProcessor(IPostProcessor[] processors) : IPostProcessor
{
    public int CountSpecialTokens(bool isPair) => processors.Sum(processor => processor.CountSpecialTokens(isPair));

    public IReadOnlyList<TokenEncoding> Process(IReadOnlyList<TokenEncoding> encodings, bool addSpecialTokens) =>
        processors.Aggregate(encodings, (current, processor) => processor.Process(current, addSpecialTokens));
}
