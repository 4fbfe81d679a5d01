namespace Mteb.Schemas.Diagnostics;

/// <summary>Lists names in a message: the first ones, and how many there are besides.</summary>
public static class NameList
{
    /// <summary>A list such as <c>a, b and 3 more</c>; null for no names.</summary>
    /// <param name="names">The names, the most important first.</param>
    /// <param name="most">How many to show at most.</param>
    public static string? Of(IEnumerable<string> names, int most = 8)
    {
        string[] all = [.. names];
        return all.Length == 0 ? null : string.Join(", ", all.Take(most)) + (all.Length > most ? $" and {all.Length - most} more" : "");
    }
}
