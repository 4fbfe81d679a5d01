namespace Mteb.Evaluation.Tokenization.Unicode;

/// <summary>Canonical composition of a decomposed text (Unicode 9), which keeps track of changes.</summary>
internal static class Composer
{
    /// <summary>Composes a text.</summary>
    /// <param name="decomposed">The text, decomposed and ordered.</param>
    /// <param name="result">Receives the code points; it is cleared first.</param>
    public static void Compose(List<ChangedCharacter> decomposed, List<ChangedCharacter> result)
    {
        result.Clear();
        var starter = -1; // index in result of what the next marks may join
        var lastClass = -1; // class of the mark after the starter that did not join it; -1 when all did
        foreach (var next in decomposed)
        {
            var ownClass = CharacterMaps.CombiningClass(next.CodePoint);
            if (starter >= 0 && lastClass < (lastClass < 0 ? 0 : ownClass)
                && Decomposer.Compose(result[starter].CodePoint, next.CodePoint) is var composite and >= 0)
            {
                // One code point stands for the sources of both.
                result[starter] = new(composite, result[starter].Change + next.Change - 1);
                continue;
            }

            if (ownClass == 0)
            {
                starter = result.Count;
                lastClass = -1;
            }
            else if (starter >= 0)
            {
                lastClass = ownClass;
            }

            result.Add(next);
        }
    }
}
