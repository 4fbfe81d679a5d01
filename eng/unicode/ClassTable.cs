using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.UnicodeTables;

/// <summary>
/// Writes which classes each code point belongs to. All numbers are little-endian:
/// count of combinations (1 byte), the combinations (8 bytes each), count of blocks (2 bytes), the block of every 128 code
/// points (8,704 times 2 bytes), the blocks (128 bytes each: the number of a combination).
/// </summary>
internal static class ClassTable
{
    private const int CodePoints = 0x110000;
    private const int BlockSize = 128;

    // The expression engine takes these for word characters because they stand in Latin-1; the other engine does not.
    private static readonly int[] LatinFractionsAndPowers = [0xB2, 0xB3, 0xB9, 0xBC, 0xBD, 0xBE];
    private static readonly int[] Joiners = [0x200C, 0x200D];

    public static byte[] Build(ReferenceFacts facts)
    {
        var of = new CharacterClass[CodePoints];
        foreach (var (kind, members) in Classes(facts))
        {
            foreach (var codePoint in members)
            {
                of[codePoint] |= kind;
            }
        }

        return Write(of);
    }

    private static IEnumerable<(CharacterClass Kind, HashSet<int> Members)> Classes(ReferenceFacts facts)
    {
        HashSet<int> Component(params string[] names) => Same(names, facts.Components);
        HashSet<int> Expression(params string[] names) => Same(names, facts.Expression);
        var space = Component("WhitespaceSplit whitespace", "Whitespace removed", "BertPreTokenizer whitespace", "Strip strips");
        if (!space.SetEquals(Expression(@"\s", "[[:space:]]")))
        {
            throw new InvalidDataException("White space is not the same everywhere.");
        }

        yield return (CharacterClass.WhiteSpace, space);
        yield return (CharacterClass.BertRemoved, Component("BertNormalizer clean_text removes"));
        yield return (CharacterClass.BertSpace, Component("BertNormalizer clean_text makes a space"));
        yield return (CharacterClass.BertIdeograph, Component("BertNormalizer chinese"));
        yield return (CharacterClass.BertAccent, Component("BertNormalizer strip_accents removes"));
        yield return (CharacterClass.CombiningMark, Component("StripAccents removes"));
        yield return (CharacterClass.ComponentPunctuation, Component("Punctuation", "BertPreTokenizer punctuation"));
        yield return (CharacterClass.ComponentNumeric, Component("Digits numeric"));
        yield return (CharacterClass.NmtRemoved, Component("Nmt removes"));
        yield return (CharacterClass.NmtSpace, Component("Nmt makes a space"));
        yield return (CharacterClass.Word, [.. Expression(@"\w").Except(LatinFractionsAndPowers).Concat(Joiners)]);
        yield return (CharacterClass.Letter, Expression(@"\p{L}"));
        yield return (CharacterClass.UppercaseLetter, Expression(@"\p{Lu}"));
        yield return (CharacterClass.LowercaseLetter, Expression(@"\p{Ll}"));
        yield return (CharacterClass.TitlecaseLetter, Expression(@"\p{Lt}"));
        yield return (CharacterClass.ModifierLetter, Expression(@"\p{Lm}"));
        yield return (CharacterClass.OtherLetter, Expression(@"\p{Lo}"));
        yield return (CharacterClass.Mark, Expression(@"\p{M}"));
        yield return (CharacterClass.Number, Expression(@"\p{N}"));
        yield return (CharacterClass.DecimalNumber, Expression(@"\p{Nd}", @"\d"));
        yield return (CharacterClass.Punctuation, Expression(@"\p{P}"));
        yield return (CharacterClass.Symbol, Expression(@"\p{S}"));
        yield return (CharacterClass.Han, Expression(@"\p{Han}"));
        yield return (CharacterClass.ExpressionWord, Expression(@"\w"));
        yield return (CharacterClass.PosixPunctuation, Expression("[[:punct:]]"));
    }

    private static HashSet<int> Same(string[] names, IReadOnlyDictionary<string, HashSet<int>> sets)
    {
        var first = sets[names[0]];
        return names.All(name => sets[name].SetEquals(first))
            ? first
            : throw new InvalidDataException($"These are not the same: {string.Join(", ", names)}.");
    }

    private static byte[] Write(CharacterClass[] of)
    {
        var combinations = of.Distinct().ToArray();
        var number = combinations.Select((combination, index) => (combination, index)).ToDictionary(pair => pair.combination, pair => pair.index);
        var blocks = new List<byte[]>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var index = new ushort[CodePoints / BlockSize];
        for (var block = 0; block < index.Length; block++)
        {
            var bytes = of.AsSpan(block * BlockSize, BlockSize).ToArray().Select(kinds => checked((byte)number[kinds])).ToArray();
            var key = Convert.ToHexString(bytes);
            if (!known.TryGetValue(key, out var at))
            {
                known.Add(key, at = blocks.Count);
                blocks.Add(bytes);
            }

            index[block] = checked((ushort)at);
        }

        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(checked((byte)combinations.Length));
        Array.ForEach(combinations, combination => writer.Write((ulong)combination));
        writer.Write(checked((ushort)blocks.Count));
        Array.ForEach(index, writer.Write);
        blocks.ForEach(writer.Write);
        return stream.ToArray();
    }
}
