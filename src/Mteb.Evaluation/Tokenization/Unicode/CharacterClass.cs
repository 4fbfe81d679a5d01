namespace Mteb.Evaluation.Tokenization.Unicode;

/// <summary>
/// What the reference takes a code point for. Its parts follow different Unicode versions, so that one and the same idea
/// ("punctuation", say) may stand here more than once.
/// </summary>
[Flags]
internal enum CharacterClass : ulong
{
    /// <summary>None of all these.</summary>
    None = 0,

    /// <summary>White_Space: the same for every component and for <c>\s</c> (Unicode 17).</summary>
    WhiteSpace = 1UL << 0,

    /// <summary>What BertNormalizer's clean_text deletes.</summary>
    BertRemoved = 1UL << 1,

    /// <summary>What BertNormalizer's clean_text turns into a space.</summary>
    BertSpace = 1UL << 2,

    /// <summary>What BertNormalizer's handle_chinese_chars sets between spaces.</summary>
    BertIdeograph = 1UL << 3,

    /// <summary>What BertNormalizer's strip_accents deletes: category Mn of Unicode 8.</summary>
    BertAccent = 1UL << 4,

    /// <summary>What the normalizer StripAccents deletes: category M of Unicode 9.</summary>
    CombiningMark = 1UL << 5,

    /// <summary>Punctuation of BertPreTokenizer and Punctuation: ASCII symbols and category P of Unicode 8.</summary>
    ComponentPunctuation = 1UL << 6,

    /// <summary>Digits of the pre-tokenizer Digits: category N of Unicode 17.</summary>
    ComponentNumeric = 1UL << 7,

    /// <summary>What the normalizer Nmt deletes.</summary>
    NmtRemoved = 1UL << 8,

    /// <summary>What the normalizer Nmt turns into a space.</summary>
    NmtSpace = 1UL << 9,

    /// <summary>
    /// <c>\w</c> of the pre-tokenizer Whitespace and of <c>single_word</c>: alphabetic, marks, decimal digits, connectors and
    /// joiners. Unlike <see cref="ExpressionWord"/> it leaves out ² ³ ¹ ¼ ½ ¾ and has U+200C and U+200D.
    /// </summary>
    Word = 1UL << 10,

    /// <summary><c>\p{L}</c> of the expression engine (Unicode 16), as all that follow.</summary>
    Letter = 1UL << 11,

    /// <summary><c>\p{Lu}</c>.</summary>
    UppercaseLetter = 1UL << 12,

    /// <summary><c>\p{Ll}</c>.</summary>
    LowercaseLetter = 1UL << 13,

    /// <summary><c>\p{Lt}</c>.</summary>
    TitlecaseLetter = 1UL << 14,

    /// <summary><c>\p{Lm}</c>.</summary>
    ModifierLetter = 1UL << 15,

    /// <summary><c>\p{Lo}</c>.</summary>
    OtherLetter = 1UL << 16,

    /// <summary><c>\p{M}</c>.</summary>
    Mark = 1UL << 17,

    /// <summary><c>\p{N}</c>.</summary>
    Number = 1UL << 18,

    /// <summary><c>\p{Nd}</c> and <c>\d</c>.</summary>
    DecimalNumber = 1UL << 19,

    /// <summary><c>\p{P}</c>.</summary>
    Punctuation = 1UL << 20,

    /// <summary><c>\p{S}</c>.</summary>
    Symbol = 1UL << 21,

    /// <summary><c>\p{Han}</c>.</summary>
    Han = 1UL << 22,

    /// <summary><c>\w</c> of the expression engine.</summary>
    ExpressionWord = 1UL << 23,

    /// <summary><c>[[:punct:]]</c>.</summary>
    PosixPunctuation = 1UL << 24,
}
