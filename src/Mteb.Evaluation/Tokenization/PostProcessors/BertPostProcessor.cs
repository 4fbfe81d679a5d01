using Mteb.Evaluation.Tokenization.Encodings;

namespace Mteb.Evaluation.Tokenization.PostProcessors;

/// <summary><c>[CLS] A [SEP]</c> and <c>[CLS] A [SEP] B [SEP]</c>, the second text with type 1.</summary>
internal sealed class BertPostProcessor(SpecialToken begin, SpecialToken separator) : IPostProcessor
{
    public int CountSpecialTokens(bool isPair) => isPair ? 3 : 2;

    public IReadOnlyList<TokenEncoding> Process(IReadOnlyList<TokenEncoding> encodings, bool addSpecialTokens)
    {
        if (!addSpecialTokens)
        {
            return encodings;
        }

        var result = new List<TokenEncoding> { begin.ToEncoding(0), encodings[0], separator.ToEncoding(0) };
        if (encodings.Count > 1)
        {
            result.AddRange([encodings[1], separator.ToEncoding(1)]);
        }

        return result;
    }
}
