using System.Text;
using System.Text.RegularExpressions;

namespace Mteb.Schemas.Files;

/// <summary>
/// Patterns of paths, as EditorConfig defines them: <c>*</c> for anything but a slash, <c>**</c> for anything, <c>?</c> for one
/// character, <c>[ab]</c>, <c>[!ab]</c>, <c>{a,b}</c> and <c>{1..9}</c>.
/// </summary>
public sealed class Glob
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly Regex _pattern;

    /// <summary>Prepares a pattern.</summary>
    /// <param name="pattern">The pattern, with '/' between folders. One without '/' may match in any folder.</param>
    public Glob(string pattern)
    {
        var inAnyFolder = !pattern.Contains('/', StringComparison.Ordinal);
        _pattern = new Regex($"^{(inAnyFolder ? "(?:.*/)?" : "")}{Translate(pattern.TrimStart('/'))}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Patience);
    }

    /// <summary>Whether a text is a pattern and not just a path.</summary>
    public static bool IsPattern(string text) => text.AsSpan().ContainsAny("*?[{");

    /// <summary>Whether a path matches.</summary>
    /// <param name="path">Relative to what the pattern is relative to; '\' counts as '/'.</param>
    public bool Matches(string path) => _pattern.IsMatch(path.Replace('\\', '/'));

    private static string Translate(string pattern)
    {
        var regex = new StringBuilder();
        for (var at = 0; at < pattern.Length; at++)
        {
            at += pattern[at] switch
            {
                '*' when at + 1 < pattern.Length && pattern[at + 1] == '*' => Append(regex, pattern[(at + 2)..].StartsWith('/') ? "(?:.*/)?" : ".*", pattern[(at + 2)..].StartsWith('/') ? 2 : 1),
                '*' => Append(regex, "[^/]*", 0),
                '?' => Append(regex, "[^/]", 0),
                '[' when pattern.IndexOf(']', at + 1) is var end and > 0 => Append(regex, Class(pattern[(at + 1)..end]), end - at),
                '{' when pattern.IndexOf('}', at + 1) is var end and > 0 => Append(regex, Choice(pattern[(at + 1)..end]), end - at),
                var plain => Append(regex, Regex.Escape(plain.ToString()), 0),
            };
        }

        return regex.ToString();
    }

    private static int Append(StringBuilder regex, string piece, int skipped)
    {
        regex.Append(piece);
        return skipped;
    }

    private static string Class(string members) =>
        $"[{(members.StartsWith('!') ? "^" : "")}{members.TrimStart('!').Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("^", "\\^", StringComparison.Ordinal)}]";

    private static string Choice(string members)
    {
        var range = members.Split("..");
        return range.Length == 2 && int.TryParse(range[0], out var first) && int.TryParse(range[1], out var last) && last - first is >= 0 and < 1000
            ? $"(?:{string.Join('|', Enumerable.Range(first, last - first + 1))})"
            : $"(?:{string.Join('|', members.Split(',').Select(Translate))})";
    }
}
