namespace Mteb.Evaluation.Tokenization.Pieces;

/// <summary>
/// Writes a text's bytes of UTF-8 as visible characters. Bytes that are printable in Latin-1 stand for themselves, the others
/// for U+0100, U+0101 and so on in their order: the space is U+0120.
/// </summary>
internal static class ByteLevel
{
    private static readonly int[] Characters = MakeCharacters();

    /// <summary>Writes a text as its bytes; the first belongs to the character, the others to what was read last.</summary>
    public static void Apply(RewritableText text)
    {
        var isPlain = true;
        foreach (ref var character in text.Characters)
        {
            if (character >= 0x80)
            {
                isPlain = false;
                break;
            }
        }

        if (isPlain)
        {
            foreach (ref var character in text.Characters)
            {
                character = Characters[character];
            }

            return;
        }

        Span<byte> bytes = stackalloc byte[4];
        text.BeginRewrite();
        foreach (var character in text.Characters)
        {
            var count = CodePoints.EncodeUtf8(character, bytes);
            text.Replace(Characters[bytes[0]]);
            for (var i = 1; i < count; i++)
            {
                text.Insert(Characters[bytes[i]]);
            }
        }

        text.EndRewrite();
    }

    private static int[] MakeCharacters()
    {
        var characters = new int[256];
        var other = 0x100;
        for (var value = 0; value < characters.Length; value++)
        {
            characters[value] = value is (>= '!' and <= '~') or (>= 0xA1 and not 0xAD) ? value : other++;
        }

        return characters;
    }
}
