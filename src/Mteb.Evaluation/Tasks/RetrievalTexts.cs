using Mteb.Evaluation.Datasets;

namespace Mteb.Evaluation.Tasks;

/// <summary>How mteb makes one text out of the fields of a document or query.</summary>
public static class RetrievalTexts
{
    /// <summary>The text of a document: title, space, text, stripped; the text alone, stripped, where there is no title.</summary>
    public static string Document(string? title, string text) =>
        string.IsNullOrEmpty(title) ? Strip(text) : Strip($"{title} {text}");

    /// <summary>
    /// The text of a query: the text, then a space and the instruction if there is one. A conversation is joined first,
    /// and its instruction goes in front.
    /// </summary>
    public static string Query(QueryText query, string? instruction)
    {
        if (query.Turns is not { } turns)
        {
            return instruction is null ? query.Text! : $"{query.Text} {instruction}";
        }

        var conversation = string.Join("; ", turns.Select(turn => turn.Role is { } role ? $"{role}: {turn.Content}" : turn.Content));
        return instruction is null ? conversation : $"{instruction} {conversation}";
    }

    /// <summary>Python's <c>strip()</c>, which also removes the separators U+001C to U+001F.</summary>
    public static string Strip(string text)
    {
        int start = 0, end = text.Length;
        while (start < end && IsSpace(text[start]))
        {
            start++;
        }

        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    private static bool IsSpace(char unit) => char.IsWhiteSpace(unit) || unit is >= '\u001c' and <= '\u001f';
}
