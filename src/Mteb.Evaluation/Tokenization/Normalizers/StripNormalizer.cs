using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Pieces;
using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tokenization.Normalizers;

/// <summary>Deletes white space at the beginning or at the end of the piece, or at both.</summary>
internal sealed class StripNormalizer(bool left, bool right) : INormalizer
{
    public static StripNormalizer Read(JsonValue value) =>
        new(value.Get("strip_left").AsBoolean(), value.Get("strip_right").AsBoolean());

    public void Normalize(RewritableText text)
    {
        var characters = text.Characters;
        var (start, end) = (0, characters.Length);
        while (left && start < end && CharacterTable.Is(characters[start], CharacterClass.WhiteSpace))
        {
            start++;
        }

        while (right && end > start && CharacterTable.Is(characters[end - 1], CharacterClass.WhiteSpace))
        {
            end--;
        }

        for (var i = start; start > 0 && i < end; i++)
        {
            text.Move(i, i - start);
        }

        text.Shorten(end - start);
    }
}
