namespace Mteb.Evaluation.Tokenization.Unicode;

/// <summary>Finds the graphemes of a text: Unicode's extended grapheme clusters.</summary>
internal static class Graphemes
{
    /// <summary>The end of the grapheme that begins at a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The place: the beginning of a grapheme.</param>
    public static int End(ReadOnlySpan<int> text, int start)
    {
        var before = GraphemeTable.ClassOf(text[start]);
        var state = new State(before, text[start]);
        for (var at = start + 1; at < text.Length; at++)
        {
            var after = GraphemeTable.ClassOf(text[at]);
            if (!Joins(before, after, state, text[at]))
            {
                return at;
            }

            state = state.After(after, text[at]);
            before = after;
        }

        return text.Length;
    }

    private static bool Joins(GraphemeClass before, GraphemeClass after, State state, int character) => (before, after) switch
    {
        (GraphemeClass.Return, GraphemeClass.LineFeed) => true,
        (GraphemeClass.Return or GraphemeClass.LineFeed or GraphemeClass.Control, _) => false,
        (_, GraphemeClass.Return or GraphemeClass.LineFeed or GraphemeClass.Control) => false,
        (GraphemeClass.Lead, GraphemeClass.Lead or GraphemeClass.Vowel or GraphemeClass.LeadVowel or GraphemeClass.LeadVowelTrail) => true,
        (GraphemeClass.LeadVowel or GraphemeClass.Vowel, GraphemeClass.Vowel or GraphemeClass.Trail) => true,
        (GraphemeClass.LeadVowelTrail or GraphemeClass.Trail, GraphemeClass.Trail) => true,
        (_, GraphemeClass.Extend or GraphemeClass.Joiner or GraphemeClass.SpacingMark) => true,
        (GraphemeClass.Prepend, _) => true,
        (GraphemeClass.Joiner, GraphemeClass.Pictographic) => state.HasPictograph,
        (GraphemeClass.RegionalIndicator, GraphemeClass.RegionalIndicator) => state.IsOddIndicator,
        _ => state.HasLinker && GraphemeTable.ConjunctOf(character) == ConjunctClass.Consonant,
    };

    /// <summary>What of the beginning of a grapheme decides how it goes on.</summary>
    /// <param name="HasPictograph">A pictograph and nothing but Extend after it, perhaps a joiner at last.</param>
    /// <param name="IsOddIndicator">A regional indicator that has no partner yet.</param>
    /// <param name="HasConsonant">A consonant, and after it only what may stand in a conjunct.</param>
    /// <param name="HasLinker">There was a linker among that.</param>
    private readonly record struct State(bool HasPictograph, bool IsOddIndicator, bool HasConsonant, bool HasLinker)
    {
        public State(GraphemeClass first, int character)
            : this(first == GraphemeClass.Pictographic, first == GraphemeClass.RegionalIndicator,
                GraphemeTable.ConjunctOf(character) == ConjunctClass.Consonant, false)
        {
        }

        public State After(GraphemeClass next, int character)
        {
            var conjunct = GraphemeTable.ConjunctOf(character);
            var goesOn = HasConsonant && conjunct is ConjunctClass.Linker or ConjunctClass.Extend;
            return new(
                next == GraphemeClass.Pictographic || (HasPictograph && next is GraphemeClass.Extend or GraphemeClass.Joiner),
                next == GraphemeClass.RegionalIndicator && !IsOddIndicator,
                conjunct == ConjunctClass.Consonant || (HasConsonant && goesOn),
                HasConsonant && goesOn && (HasLinker || conjunct == ConjunctClass.Linker));
        }
    }
}
