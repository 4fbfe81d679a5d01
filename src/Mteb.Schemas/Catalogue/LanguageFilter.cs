using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Catalogue;

/// <summary>
/// A choice of languages and scripts. A code with a script, such as <c>srp-Cyrl</c>, means its language: it also lets
/// <c>srp-Latn</c> through unless scripts are given.
/// </summary>
public sealed class LanguageFilter
{
    /// <summary>Lets everything through.</summary>
    public static readonly LanguageFilter Any = new([], []);

    private readonly HashSet<string> _languages;
    private readonly HashSet<string> _scripts;

    private LanguageFilter(HashSet<string> languages, HashSet<string> scripts)
    {
        (_languages, _scripts) = (languages, scripts);
    }

    /// <summary>Whether languages were given.</summary>
    public bool HasLanguages => _languages.Count > 0;

    /// <summary>Whether scripts were given.</summary>
    public bool HasScripts => _scripts.Count > 0;

    /// <summary>Makes a filter.</summary>
    /// <param name="languages">Languages with or without a script, and programming languages; null or empty for any.</param>
    /// <param name="scripts">Scripts; null or empty for any.</param>
    /// <returns>The filter; failure when a code is unknown.</returns>
    public static Outcome<LanguageFilter> Create(IReadOnlyList<string>? languages, IReadOnlyList<string>? scripts = null)
    {
        var codes = (languages ?? []).Select(code => code.Split('-', 2)).ToList();
        var unknown = codes.Where(code => !LanguageCodes.IsLanguage(code[0])).Select(code => UnknownLanguage(code[0]))
            .Concat(codes.Where(code => code.Length == 2).Select(code => code[1]).Concat(scripts ?? [])
                .Where(script => !LanguageCodes.IsScript(script)).Select(UnknownScript))
            .ToList();
        return unknown.Count > 0
            ? Outcome.Failure<LanguageFilter>(unknown)
            : new LanguageFilter([.. codes.Select(code => code[0])], [.. scripts ?? []]);
    }

    /// <summary>Whether a language-script code has a wanted language and a wanted script.</summary>
    public bool Accepts(string code)
    {
        var dash = code.IndexOf('-', StringComparison.Ordinal);
        return AcceptsLanguage(dash < 0 ? code : code[..dash]) && AcceptsScript(dash < 0 ? "" : code[(dash + 1)..]);
    }

    /// <summary>Whether some codes, not necessarily one of them, have a wanted language and a wanted script: how tasks are chosen.</summary>
    public bool AcceptsSeparately(IEnumerable<string> codes)
    {
        var parts = codes.Select(code => code.Split('-', 2)).ToList();
        return (!HasLanguages || parts.Exists(part => AcceptsLanguage(part[0])))
            && (!HasScripts || parts.Exists(part => part.Length == 2 && AcceptsScript(part[1])));
    }

    /// <summary>The plain mean of the scores whose codes have a wanted one; NaN when there is none.</summary>
    public double Mean(IEnumerable<(IReadOnlyList<string> Languages, double Score)> rows)
    {
        var scores = rows.Where(row => row.Languages.Any(Accepts)).Select(row => row.Score).ToList();
        return scores.Count == 0 ? double.NaN : scores.Sum() / scores.Count;
    }

    private bool AcceptsLanguage(string language) => !HasLanguages || _languages.Contains(language);

    private bool AcceptsScript(string script) => !HasScripts || _scripts.Contains(script);

    private static Diagnostic UnknownLanguage(string code)
    {
        var near = LanguageCodes.NearestLanguages(code);
        return ResultCodes.UnknownLanguage.Here(
            $"No task of the catalogue has the language '{code}'.",
            near.Count == 0
                ? "Write an ISO 639-3 code such as 'eng', or the name of a programming language such as 'python'."
                : $"Write an ISO 639-3 code such as 'eng'; similar codes are {string.Join(", ", near.Select(name => $"'{name}'"))}.");
    }

    private static Diagnostic UnknownScript(string code) => ResultCodes.UnknownScript.Here(
        $"No task of the catalogue has the script '{code}'.", "Write an ISO 15924 code such as 'Latn' or 'Cyrl'.");
}
