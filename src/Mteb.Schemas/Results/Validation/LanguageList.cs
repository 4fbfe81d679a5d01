using System.Buffers;

namespace Mteb.Schemas.Results.Validation;

/// <summary>Compares the languages of an entry with those of the catalogue, byte by byte.</summary>
internal static class LanguageList
{
    private const int CodeLength = 8;
    private static readonly SearchValues<byte> ProgrammingLanguage = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789+#.-"u8);

    /// <summary>Compares.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="languages">Where the codes stand, without their quotes.</param>
    /// <param name="areTexts">Whether the list holds nothing but texts.</param>
    /// <param name="expected">The distinct languages of the subset; null when it is unknown.</param>
    public static LanguageFault Check(ReadOnlySpan<byte> utf8, List<(int Start, int End)> languages, bool areTexts, byte[][]? expected)
    {
        var fault = areTexts ? LanguageFault.None : LanguageFault.Malformed;
        if (languages.Count == 0)
        {
            fault |= areTexts ? LanguageFault.Empty : LanguageFault.None;
        }

        foreach (var (start, end) in languages)
        {
            fault |= IsCode(utf8[start..end]) ? LanguageFault.None : LanguageFault.Malformed;
        }

        if (expected is not null && IsSame(utf8, languages, expected))
        {
            return fault;
        }

        var distinct = CountDistinct(utf8, languages);
        fault |= distinct < languages.Count ? LanguageFault.Repeated : LanguageFault.None;
        return expected is not null && !IsSameSet(utf8, languages, distinct, expected) ? fault | LanguageFault.Differ : fault;
    }

    private static bool IsSame(ReadOnlySpan<byte> utf8, List<(int Start, int End)> languages, byte[][] expected)
    {
        if (languages.Count != expected.Length)
        {
            return false;
        }

        for (var index = 0; index < expected.Length; index++)
        {
            var (start, end) = languages[index];
            if (!utf8[start..end].SequenceEqual(expected[index]))
            {
                return false;
            }
        }

        return true;
    }

    private static int CountDistinct(ReadOnlySpan<byte> utf8, List<(int Start, int End)> languages)
    {
        var distinct = 0;
        for (var index = 0; index < languages.Count; index++)
        {
            var (start, end) = languages[index];
            var isNew = true;
            for (var earlier = 0; earlier < index && isNew; earlier++)
            {
                isNew = !utf8[start..end].SequenceEqual(utf8[languages[earlier].Start..languages[earlier].End]);
            }

            distinct += isNew ? 1 : 0;
        }

        return distinct;
    }

    private static bool IsSameSet(ReadOnlySpan<byte> utf8, List<(int Start, int End)> languages, int distinct, byte[][] expected)
    {
        if (distinct != expected.Length)
        {
            return false;
        }

        foreach (var (start, end) in languages)
        {
            var found = false;
            foreach (var language in expected)
            {
                found |= utf8[start..end].SequenceEqual(language);
            }

            if (!found)
            {
                return false;
            }
        }

        return true;
    }

    // eng-Latn, or the name of a programming language and -Code.
    private static bool IsCode(ReadOnlySpan<byte> code) =>
        (code.Length == CodeLength && IsLower(code[..3]) && code[3] == '-' && code[4] is >= (byte)'A' and <= (byte)'Z' && IsLower(code[5..]))
        || (code.EndsWith("-Code"u8) && code.Length > 5 && !code[..^5].ContainsAnyExcept(ProgrammingLanguage));

    private static bool IsLower(ReadOnlySpan<byte> letters) => !letters.ContainsAnyExceptInRange((byte)'a', (byte)'z');
}
