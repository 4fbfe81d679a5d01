using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tokenization.Expressions;

/// <summary>The named sets of the expression engine (Unicode 16), from the embedded <c>expression-sets.bin</c>.</summary>
internal static class ExpressionSets
{
    private static readonly Dictionary<string, CharacterSet> Sets = RangeSets.Read("expression-sets.bin")
        .ToDictionary(set => set.Key, set => new CharacterSet(set.Value), StringComparer.Ordinal);

    private static readonly Dictionary<string, string[]> Groups = new(StringComparer.Ordinal)
    {
        ["c"] = ["cc", "cf", "cn", "co"],
        ["l"] = ["lu", "ll", "lt", "lm", "lo"],
        ["lc"] = ["lu", "ll", "lt"],
        ["m"] = ["mn", "mc", "me"],
        ["n"] = ["nd", "nl", "no"],
        ["p"] = ["pc", "pd", "ps", "pe", "pi", "pf", "po"],
        ["s"] = ["sm", "sc", "sk", "so"],
        ["z"] = ["zs", "zl", "zp"],
    };

    private static readonly Dictionary<string, string> LongNames = new(StringComparer.Ordinal)
    {
        ["letter"] = "l",
        ["uppercaseletter"] = "lu",
        ["lowercaseletter"] = "ll",
        ["titlecaseletter"] = "lt",
        ["modifierletter"] = "lm",
        ["otherletter"] = "lo",
        ["mark"] = "m",
        ["nonspacingmark"] = "mn",
        ["spacingmark"] = "mc",
        ["enclosingmark"] = "me",
        ["number"] = "n",
        ["decimalnumber"] = "nd",
        ["letternumber"] = "nl",
        ["othernumber"] = "no",
        ["punctuation"] = "p",
        ["symbol"] = "s",
        ["mathsymbol"] = "sm",
        ["currencysymbol"] = "sc",
        ["separator"] = "z",
        ["spaceseparator"] = "zs",
        ["other"] = "c",
        ["control"] = "cc",
        ["format"] = "cf",
        ["unassigned"] = "cn",
        ["privateuse"] = "co",
    };

    /// <summary><c>\s</c></summary>
    public static CharacterSet WhiteSpace => Sets["[space]"];

    /// <summary><c>\w</c></summary>
    public static CharacterSet Word => Sets["\\w"];

    /// <summary>A category, a script or a class by its name: case, spaces, <c>_</c> and <c>-</c> do not count; null for an unknown name.</summary>
    public static CharacterSet? Find(string name)
    {
        var key = new string([.. name.Where(unit => unit is not (' ' or '_' or '-')).Select(unit => unit is >= 'A' and <= 'Z' ? (char)(unit | 0x20) : unit)]);
        key = LongNames.GetValueOrDefault(key, key);
        if (Groups.TryGetValue(key, out var parts))
        {
            return parts.Aggregate(CharacterSet.Empty, (all, part) => all.Union(Sets[part]));
        }

        return key == "any" ? CharacterSet.All : Sets.GetValueOrDefault(key) ?? FindPosix(key);
    }

    /// <summary>What stands between <c>[:</c> and <c>:]</c>; null for an unknown name.</summary>
    public static CharacterSet? FindPosix(string name) => Sets.GetValueOrDefault($"[{name}]");
}
