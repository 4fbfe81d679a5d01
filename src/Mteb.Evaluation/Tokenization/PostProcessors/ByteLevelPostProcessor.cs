using Mteb.Evaluation.Tokenization.Encodings;
using Mteb.Evaluation.Tokenization.Json;

namespace Mteb.Evaluation.Tokenization.PostProcessors;

/// <summary>Adds nothing; offsets may lose their spaces.</summary>
internal sealed class ByteLevelPostProcessor(bool trimOffsets, bool hasPrefixSpace) : IPostProcessor
{
    public static ByteLevelPostProcessor Read(JsonValue value) =>
        new(value.Get("trim_offsets").AsBoolean(), value.Get("add_prefix_space").AsBoolean());

    public int CountSpecialTokens(bool isPair) => 0;

    public IReadOnlyList<TokenEncoding> Process(IReadOnlyList<TokenEncoding> encodings, bool addSpecialTokens) => trimOffsets
        ? [.. encodings.Select(encoding => OffsetTrimmer.Trim(encoding, hasPrefixSpace))]
        : encodings;
}
