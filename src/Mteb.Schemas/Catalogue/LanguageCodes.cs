using System.Collections.Frozen;

namespace Mteb.Schemas.Catalogue;

/// <summary>The languages and scripts of the catalogue.</summary>
public static class LanguageCodes
{
    private static readonly Lazy<(FrozenSet<string> Languages, FrozenSet<string> Scripts)> Codes = new(Read);

    /// <summary>Whether a task has that language: an ISO 639-3 code, or a programming language.</summary>
    public static bool IsLanguage(string code) => Codes.Value.Languages.Contains(code);

    /// <summary>Whether a task has that script: an ISO 15924 code, or <c>Code</c>.</summary>
    public static bool IsScript(string code) => Codes.Value.Scripts.Contains(code);

    /// <summary>Languages that a user may have meant.</summary>
    internal static IReadOnlyList<string> NearestLanguages(string code) => NearestNames.Find(Codes.Value.Languages, code, 3);

    private static (FrozenSet<string> Languages, FrozenSet<string> Scripts) Read()
    {
        using var reader = new StreamReader(typeof(LanguageCodes).Assembly.GetManifestResourceStream("languages.txt")!);
        return (Words(reader.ReadLine()!), Words(reader.ReadLine()!));

        static FrozenSet<string> Words(string line) => line.Split(' ').ToFrozenSet(StringComparer.Ordinal);
    }
}
