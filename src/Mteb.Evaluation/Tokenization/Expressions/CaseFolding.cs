using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tokenization.Expressions;

/// <summary>
/// What matches where case is ignored, from the embedded <c>case-folds.bin</c>: the characters that are the same but for case, and
/// the texts that are the same as one character (ß and ss).
/// </summary>
internal static class CaseFolding
{
    private static readonly Dictionary<int, int[]> Same;
    private static readonly Dictionary<int, int[]> Texts;

#pragma warning disable CA1810 // The two fields come from one resource.
    static CaseFolding()
    {
        using var reader = new BinaryReader(new MemoryStream(EmbeddedTable.Read("case-folds.bin")));
        Same = ReadMap(reader);
        Texts = ReadMap(reader);
    }
#pragma warning restore CA1810

    /// <summary>A set and all characters that are the same as one of it but for case.</summary>
    public static CharacterSet Widen(CharacterSet set)
    {
        var more = Same.Where(entry => set.Contains(entry.Key)).SelectMany(entry => entry.Value).Distinct().Order();
        return more.Aggregate(set, (all, character) => all.Contains(character) ? all : all.Union(CharacterSet.Of(character)));
    }

    /// <summary>A class, and the texts that are the same as one of its characters.</summary>
    public static Node Class(CharacterSet set)
    {
        var texts = Texts.Where(entry => set.Contains(entry.Key)).Select(entry => entry.Value).DistinctBy(text => string.Join(' ', text)).ToArray();
        return texts.Length == 0 ? new SetNode(set) : new ChoiceNode([.. texts.OrderByDescending(text => text.Length).Select(Plain), new SetNode(set)]);
    }

    /// <summary>A literal text.</summary>
    public static Node Literal(ReadOnlySpan<int> text)
    {
        var parts = new List<Node>();
        for (var i = 0; i < text.Length;)
        {
            var length = LongestText(text[i..]);
            parts.Add(length > 1 ? Several(text.Slice(i, length)) : Single(text[i]));
            i += Math.Max(length, 1);
        }

        return parts.Count == 1 ? parts[0] : new SequenceNode(parts);
    }

    private static Node Single(int character) => Texts.TryGetValue(character, out var text)
        ? new ChoiceNode([Plain(text), SingleOf(text, character)])
        : new SetNode(Widen(CharacterSet.Of(character)));

    // All characters with the same text are the same.
    private static SetNode SingleOf(int[] text, int character) =>
        new(Widen(Texts.Where(entry => SameText(entry.Value, text)).Aggregate(CharacterSet.Of(character), (set, entry) => set.Union(CharacterSet.Of(entry.Key)))));

    private static ChoiceNode Several(ReadOnlySpan<int> text)
    {
        var copy = text.ToArray();
        var singles = Texts.Where(entry => SameText(entry.Value, copy)).Aggregate(CharacterSet.Empty, (set, entry) => set.Union(CharacterSet.Of(entry.Key)));

        // A ligature counts as the same as each of its letters, and one letter is not the whole text.
        var others = Same.Where(entry => singles.Contains(entry.Key)).SelectMany(entry => entry.Value)
            .Where(character => !copy.Any(letter => SameText([letter], [character])));
        return new([Plain(copy), new SetNode(others.Aggregate(singles, (set, character) => set.Union(CharacterSet.Of(character))))]);
    }

    private static int LongestText(ReadOnlySpan<int> text)
    {
        for (var length = Math.Min(3, text.Length); length > 1; length--)
        {
            var candidate = text[..length].ToArray();
            if (Texts.Values.Any(known => SameText(known, candidate)))
            {
                return length;
            }
        }

        return 1;
    }

    private static bool SameText(int[] first, int[] second) => first.Length == second.Length
        && first.Zip(second).All(pair => pair.First == pair.Second || (Same.TryGetValue(pair.First, out var same) && same.Contains(pair.Second)));

    private static SequenceNode Plain(int[] text) => new([.. text.Select(character => new SetNode(Widen(CharacterSet.Of(character))))]);

    private static Dictionary<int, int[]> ReadMap(BinaryReader reader)
    {
        var map = new Dictionary<int, int[]>();
        var codePoint = 0;
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
        {
            codePoint += reader.Read7BitEncodedInt();
            var values = new int[reader.Read7BitEncodedInt()];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = reader.Read7BitEncodedInt();
            }

            map.Add(codePoint, values);
        }

        return map;
    }
}
