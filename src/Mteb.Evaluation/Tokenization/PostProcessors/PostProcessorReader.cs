using Mteb.Evaluation.Tokenization.Json;

namespace Mteb.Evaluation.Tokenization.PostProcessors;

/// <summary>Makes post-processors from what a tokenizer file says.</summary>
internal static class PostProcessorReader
{
    /// <summary>The post-processor that a value describes.</summary>
    /// <exception cref="TokenizerFormatException">It is not supported, or not complete.</exception>
    public static IPostProcessor Read(JsonValue value) => Component.TypeOf(value) switch
    {
        "BertProcessing" => new BertPostProcessor(SpecialToken.ReadPair(value.Get("cls")), SpecialToken.ReadPair(value.Get("sep"))),
        "ByteLevel" => ByteLevelPostProcessor.Read(value),
        "RobertaProcessing" => RobertaPostProcessor.Read(value),
        "Sequence" => ReadSequence(value),
        "TemplateProcessing" => TemplatePostProcessor.Read(value),
        var other => throw Component.Unsupported(value, "post-processor", other),
    };

    // What adds special tokens makes one text into several encodings, which nothing after it could tell apart.
    private static SequencePostProcessor ReadSequence(JsonValue value)
    {
        IPostProcessor[] processors = [.. value.Get("processors").AsArray().Select(Read)];
        return processors.SkipLast(1).Any(processor => processor.CountSpecialTokens(isPair: true) > 0)
            ? throw value.Wrong("A post-processor that adds special tokens is not the last of its sequence.", "Put it at the end of 'processors'.")
            : new(processors);
    }
}
