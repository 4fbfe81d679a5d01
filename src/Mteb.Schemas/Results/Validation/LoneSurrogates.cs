namespace Mteb.Schemas.Results.Validation;

/// <summary>Halves of surrogate pairs, which JSON can express by escapes and mteb's checks of text refuse.</summary>
internal static class LoneSurrogates
{
    /// <summary>Whether a text is free of them.</summary>
    public static bool AreAbsent(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
            {
                continue;
            }

            if (index + 1 >= text.Length || !char.IsSurrogatePair(text[index], text[index + 1]))
            {
                return false;
            }

            index++;
        }

        return true;
    }
}
