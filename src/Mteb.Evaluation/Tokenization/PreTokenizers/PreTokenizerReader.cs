using Mteb.Evaluation.Tokenization.Expressions;
using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Pieces;
using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tokenization.PreTokenizers;

/// <summary>Makes pre-tokenizers from what a tokenizer file says.</summary>
internal static class PreTokenizerReader
{
    /// <summary>The pre-tokenizer that a value describes.</summary>
    /// <exception cref="TokenizerFormatException">It is not supported, or not complete.</exception>
    public static IPreTokenizer Read(JsonValue value) => Component.TypeOf(value) switch
    {
        "BertPreTokenizer" => new BertPreTokenizer(),
        "ByteLevel" => ByteLevelPreTokenizer.Read(value),
        "CharDelimiterSplit" => new PatternPreTokenizer(new CharacterPattern(value.Get("delimiter").AsCharacter()), SplitBehaviour.Removed),
        "Digits" => new PatternPreTokenizer(new ClassPattern(CharacterClass.ComponentNumeric), DigitBehaviour(value)),
        "FixedLength" => FixedLengthPreTokenizer.Read(value),
        "Metaspace" => MetaspacePreTokenizer.Read(value),
        "Punctuation" => new PatternPreTokenizer(new ClassPattern(CharacterClass.ComponentPunctuation), SplitBehaviours.Read(value, SplitBehaviour.Isolated)),
        "Sequence" => new SequencePreTokenizer([.. value.Get("pretokenizers").AsArray().Select(Read)]),
        "Split" => ReadSplit(value),
        "UnicodeScripts" => new ScriptPreTokenizer(),
        "Whitespace" => new PatternPreTokenizer(new WordPattern(), SplitBehaviour.Removed),
        "WhitespaceSplit" => new PatternPreTokenizer(new ClassPattern(CharacterClass.WhiteSpace), SplitBehaviour.Removed),
        var other => throw Component.Unsupported(value, "pre-tokenizer", other),
    };

    private static SplitBehaviour DigitBehaviour(JsonValue value) =>
        value.Find("individual_digits")?.AsBoolean() == true ? SplitBehaviour.Isolated : SplitBehaviour.Contiguous;

    private static PatternPreTokenizer ReadSplit(JsonValue value)
    {
        var described = value.Get("pattern").AsObject();
        IPattern pattern = described.Find("Regex") is { } expression
            ? PublishedPatterns.Find(expression.AsString()) ?? ExpressionPattern.Read(expression, "pre-tokenizer")
            : LiteralPattern.Of(CodePoints.Of(described.Get("String").AsString()));
        return new PatternPreTokenizer(
            value.Get("invert").AsBoolean() ? new InvertedPattern(pattern) : pattern,
            SplitBehaviours.Parse(value.Get("behavior")));
    }
}
