using Mteb.Evaluation.Tokenization.Encodings;
using Mteb.Evaluation.Tokenization.Json;

namespace Mteb.Evaluation.Tokenization.PostProcessors;

/// <summary><c>&lt;s&gt; A &lt;/s&gt;</c> and <c>&lt;s&gt; A &lt;/s&gt; &lt;/s&gt; B &lt;/s&gt;</c>, all of type 0; offsets may lose their spaces.</summary>
internal sealed class RobertaPostProcessor(SpecialToken begin, SpecialToken separator, bool trimOffsets, bool hasPrefixSpace) : IPostProcessor
{
    public static RobertaPostProcessor Read(JsonValue value) => new(
        SpecialToken.ReadPair(value.Get("cls")),
        SpecialToken.ReadPair(value.Get("sep")),
        value.Get("trim_offsets").AsBoolean(),
        value.Get("add_prefix_space").AsBoolean());

    public int CountSpecialTokens(bool isPair) => isPair ? 4 : 2;

    public IReadOnlyList<TokenEncoding> Process(IReadOnlyList<TokenEncoding> encodings, bool addSpecialTokens)
    {
        var texts = encodings
            .Select(encoding => trimOffsets ? OffsetTrimmer.Trim(encoding, hasPrefixSpace) : encoding)
            .Select(encoding => encoding.WithType(0))
            .ToList();
        if (!addSpecialTokens)
        {
            return texts;
        }

        var result = new List<TokenEncoding> { begin.ToEncoding(0), texts[0], separator.ToEncoding(0) };
        if (texts.Count > 1)
        {
            var second = texts[1].WithOverflowing([.. texts[1].OverflowingArray.Select(part => part.WithType(0))]);
            result.AddRange([separator.ToEncoding(0), second, separator.ToEncoding(0)]);
        }

        return result;
    }
}
