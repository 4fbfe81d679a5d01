namespace Mteb.Evaluation.Weights;

/// <summary>Lists names in a message: the first ones, and how many there are besides.</summary>
internal static class NameList
{
    private const int Most = 4;

    /// <summary>The list as text; null for no names.</summary>
    public static string? Of(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length == 0 ? null : string.Join(", ", all.Take(Most)) + (all.Length > Most ? $" and {all.Length - Most} more" : "");
    }
}
