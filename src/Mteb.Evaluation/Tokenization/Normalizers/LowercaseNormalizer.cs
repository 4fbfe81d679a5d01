using Mteb.Evaluation.Tokenization.Pieces;
using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tokenization.Normalizers;

/// <summary>Lower case, each character by itself: Σ is always σ, İ becomes i and U+0307.</summary>
internal sealed class LowercaseNormalizer : INormalizer
{
    public void Normalize(RewritableText text) => Apply(text);

    /// <summary>Makes a text lower case.</summary>
    public static void Apply(RewritableText text)
    {
        var characters = text.Characters;
        for (var i = 0; i < characters.Length; i++)
        {
            var character = characters[i];
            if (character < 0x80)
            {
                characters[i] = (uint)(character - 'A') <= 'Z' - 'A' ? character | 0x20 : character;
                continue;
            }

            var lower = CharacterMaps.Lowercase.Find(character);
            if (lower.Length > 1)
            {
                Rewrite(text);
                return;
            }

            if (lower.Length == 1)
            {
                characters[i] = lower[0];
            }
        }
    }

    private static void Rewrite(RewritableText text)
    {
        text.BeginRewrite();
        foreach (var character in text.Characters)
        {
            var lower = CharacterMaps.Lowercase.Find(character);
            text.Replace(lower.IsEmpty ? character : lower[0]);
            for (var i = 1; i < lower.Length; i++)
            {
                text.Insert(lower[i]);
            }
        }

        text.EndRewrite();
    }
}
