using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tokenization.Normalizers;

/// <summary>Makes normalizers from what a tokenizer file says.</summary>
internal static class NormalizerReader
{
    /// <summary>The normalizer that a value describes.</summary>
    /// <exception cref="TokenizerFormatException">It is not supported, or not complete.</exception>
    public static INormalizer Read(JsonValue value) => Component.TypeOf(value) switch
    {
        "BertNormalizer" => BertNormalizer.Read(value),
        "ByteLevel" => new ByteLevelNormalizer(),
        "NFC" => new FormNormalizer(NormalForm.C),
        "NFD" => new FormNormalizer(NormalForm.D),
        "NFKC" => new FormNormalizer(NormalForm.KC),
        "NFKD" => new FormNormalizer(NormalForm.KD),
        "Lowercase" => new LowercaseNormalizer(),
        "Nmt" => new NmtNormalizer(),
        "Precompiled" => PrecompiledNormalizer.Read(value),
        "Prepend" => PrependNormalizer.Read(value),
        "Replace" => ReplaceNormalizer.Read(value),
        "Sequence" => new SequenceNormalizer([.. value.Get("normalizers").AsArray().Select(Read)]),
        "Strip" => StripNormalizer.Read(value),
        "StripAccents" => new StripAccentsNormalizer(),
        var other => throw Component.Unsupported(value, "normalizer", other),
    };
}
