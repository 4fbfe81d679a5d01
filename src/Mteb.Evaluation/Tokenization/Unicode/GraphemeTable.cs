namespace Mteb.Evaluation.Tokenization.Unicode;

/// <summary>What a code point does to the boundaries of graphemes (user-perceived characters).</summary>
internal enum GraphemeClass : byte
{
    /// <summary>Nothing special.</summary>
    Other,

    /// <summary>Joins what stands before it.</summary>
    Extend,

    /// <summary>Joins what stands before it, but not between two pictographs.</summary>
    SpacingMark,

    /// <summary>Takes what stands after it.</summary>
    Prepend,

    /// <summary>Joins pictographs around a joiner.</summary>
    Pictographic,

    /// <summary>Stands alone.</summary>
    Control,

    /// <summary>Joins its like in pairs.</summary>
    RegionalIndicator,

    /// <summary>U+200D.</summary>
    Joiner,

    /// <summary>Carriage return.</summary>
    Return,

    /// <summary>Line feed.</summary>
    LineFeed,

    /// <summary>Hangul: leading consonant.</summary>
    Lead,

    /// <summary>Hangul: vowel.</summary>
    Vowel,

    /// <summary>Hangul: trailing consonant.</summary>
    Trail,

    /// <summary>Hangul: syllable without a trailing consonant.</summary>
    LeadVowel,

    /// <summary>Hangul: syllable with a trailing consonant.</summary>
    LeadVowelTrail,
}

/// <summary>What a code point does in conjuncts of Indic scripts.</summary>
internal enum ConjunctClass : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>May be joined by a linker.</summary>
    Consonant,

    /// <summary>Joins consonants.</summary>
    Linker,

    /// <summary>May stand between.</summary>
    Extend,
}

/// <summary>Classes of code points for graphemes, from the embedded <c>graphemes.bin</c>.</summary>
internal static class GraphemeTable
{
    private static readonly Dictionary<string, int[]> Sets = RangeSets.Read("graphemes.bin");

    private static readonly ByteTable Classes = new(
    [
        ((byte)GraphemeClass.Control, [0, 0x1F, 0x7F, 0x9F]),
        .. Enum.GetValues<GraphemeClass>().Where(value => Sets.ContainsKey(value.ToString())).Select(value => ((byte)value, Sets[value.ToString()])),
        ((byte)GraphemeClass.Return, ['\r', '\r']),
        ((byte)GraphemeClass.LineFeed, ['\n', '\n']),
        ((byte)GraphemeClass.Joiner, [0x200D, 0x200D]),
        ((byte)GraphemeClass.Lead, [0x1100, 0x115F, 0xA960, 0xA97C]),
        ((byte)GraphemeClass.Vowel, [0x1160, 0x11A7, 0xD7B0, 0xD7C6]),
        ((byte)GraphemeClass.Trail, [0x11A8, 0x11FF, 0xD7CB, 0xD7FB]),
        ((byte)GraphemeClass.LeadVowelTrail, [0xAC00, 0xD7A3]),
    ]);

    private static readonly ByteTable Conjuncts = new(
    [
        ((byte)ConjunctClass.Consonant, Sets["ConjunctConsonant"]),
        ((byte)ConjunctClass.Linker, Sets["ConjunctLinker"]),
        ((byte)ConjunctClass.Extend, [.. Sets["ConjunctExtend"], 0x200D, 0x200D]),
    ]);

    /// <summary>The class of a code point.</summary>
    public static GraphemeClass ClassOf(int codePoint) =>
        (GraphemeClass)Classes[codePoint] is var known && known == GraphemeClass.LeadVowelTrail && (codePoint - 0xAC00) % 28 == 0
            ? GraphemeClass.LeadVowel
            : known;

    /// <summary>The class of a code point in conjuncts.</summary>
    public static ConjunctClass ConjunctOf(int codePoint) => (ConjunctClass)Conjuncts[codePoint];
}
