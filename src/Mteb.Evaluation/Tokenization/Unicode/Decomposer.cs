using System.Buffers;
using System.Runtime.InteropServices;

namespace Mteb.Evaluation.Tokenization.Unicode;

/// <summary>Canonical and compatibility decomposition with canonical ordering (Unicode 9), which keeps track of changes.</summary>
internal static class Decomposer
{
    private const int SyllableBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TrailBase = 0x11A7;
    private const int VowelCount = 21;
    private const int TrailCount = 28;
    private const int LeadCount = 19;
    private const int SyllableCount = LeadCount * VowelCount * TrailCount;

    /// <summary>Whether a code point is a starter that decomposes to itself: most are.</summary>
    public static bool IsInert(int codePoint, bool compatibility) =>
        codePoint < 0x80 || (!IsSyllable(codePoint) && CharacterMaps.CombiningClass(codePoint) == 0
            && CharacterMaps.Canonical.Find(codePoint).IsEmpty
            && (!compatibility || CharacterMaps.Compatibility.Find(codePoint).IsEmpty));

    /// <summary>Decomposes a text.</summary>
    /// <param name="source">Code points.</param>
    /// <param name="compatibility">Whether compatibility decompositions are applied too.</param>
    /// <param name="result">Receives the code points; it is cleared first.</param>
    public static void Decompose(ReadOnlySpan<int> source, bool compatibility, List<ChangedCharacter> result)
    {
        result.Clear();
        var marksFrom = 0;
        for (var at = 0; at < source.Length; at++)
        {
            var codePoint = source[at];
            if (IsSyllable(codePoint))
            {
                Reorder(result, marksFrom, result.Count);
                AddSyllable(codePoint - SyllableBase, result);
                marksFrom = result.Count;
                continue;
            }

            var replacement = compatibility ? CharacterMaps.Compatibility.Find(codePoint) : default;
            if (replacement.IsEmpty)
            {
                replacement = CharacterMaps.Canonical.Find(codePoint);
            }

            if (replacement.IsEmpty)
            {
                replacement = source.Slice(at, 1);
            }

            for (var i = 0; i < replacement.Length; i++)
            {
                if (CharacterMaps.CombiningClass(replacement[i]) == 0)
                {
                    Reorder(result, marksFrom, result.Count);
                    marksFrom = result.Count + 1;
                }

                result.Add(new(replacement[i], i == 0 ? 0 : 1));
            }
        }

        Reorder(result, marksFrom, result.Count);
    }

    /// <summary>The primary composite of two code points; -1 when there is none.</summary>
    public static int Compose(int first, int second)
    {
        if ((uint)(first - LeadBase) < LeadCount && (uint)(second - VowelBase) < VowelCount)
        {
            return SyllableBase + ((first - LeadBase) * VowelCount + (second - VowelBase)) * TrailCount;
        }

        if (IsSyllable(first) && (first - SyllableBase) % TrailCount == 0 && (uint)(second - TrailBase - 1) < TrailCount - 1)
        {
            return first + (second - TrailBase);
        }

        return CharacterMaps.Compose(first, second);
    }

    private static bool IsSyllable(int codePoint) => (uint)(codePoint - SyllableBase) < SyllableCount;

    private static void AddSyllable(int index, List<ChangedCharacter> result)
    {
        result.Add(new(LeadBase + index / (VowelCount * TrailCount), 0));
        result.Add(new(VowelBase + index % (VowelCount * TrailCount) / TrailCount, 1));
        if (index % TrailCount is var trail and > 0)
        {
            result.Add(new(TrailBase + trail, 1));
        }
    }

    // Marks between two starters are ordered by class, those of one class stay in order. A list sort is not stable, and a run
    // may be long in a hostile text: the classes are few, so the marks of a long run are counted.
    private static void Reorder(List<ChangedCharacter> text, int from, int to)
    {
        const int FewMarks = 16;
        if (to - from < 2)
        {
            return;
        }

        if (to - from <= FewMarks)
        {
            InsertInOrder(text, from, to);
            return;
        }

        OrderByCounting(CollectionsMarshal.AsSpan(text)[from..to]);
    }

    private static void OrderByCounting(Span<ChangedCharacter> marks)
    {
        const int Classes = 256;
        Span<int> places = stackalloc int[Classes + 1];
        places.Clear();
        foreach (var mark in marks)
        {
            places[CharacterMaps.CombiningClass(mark.CodePoint) + 1]++;
        }

        for (var i = 1; i <= Classes; i++)
        {
            places[i] += places[i - 1];
        }

        var ordered = ArrayPool<ChangedCharacter>.Shared.Rent(marks.Length);
        foreach (var mark in marks)
        {
            ordered[places[CharacterMaps.CombiningClass(mark.CodePoint)]++] = mark;
        }

        ordered.AsSpan(0, marks.Length).CopyTo(marks);
        ArrayPool<ChangedCharacter>.Shared.Return(ordered);
    }

    private static void InsertInOrder(List<ChangedCharacter> text, int from, int to)
    {
        for (var i = from + 1; i < to; i++)
        {
            var moving = text[i];
            var ownClass = CharacterMaps.CombiningClass(moving.CodePoint);
            var at = i;
            for (; at > from && CharacterMaps.CombiningClass(text[at - 1].CodePoint) > ownClass; at--)
            {
                text[at] = text[at - 1];
            }

            text[at] = moving;
        }
    }
}
