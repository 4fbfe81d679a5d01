namespace Mteb.Evaluation.Encoding;

/// <summary>Names a text in a message.</summary>
internal static class TextExcerpt
{
    private const int Shown = 60;

    /// <summary>The beginning of a text, on one line, in quotes.</summary>
    public static string Of(string text)
    {
        var length = text.Length <= Shown ? text.Length : char.IsHighSurrogate(text[Shown - 1]) ? Shown - 1 : Shown;
        return $"\"{text[..length].ReplaceLineEndings(" ")}{(length < text.Length ? "…" : "")}\"";
    }
}
