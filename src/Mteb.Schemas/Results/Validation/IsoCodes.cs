using System.Collections.Frozen;

namespace Mteb.Schemas.Results.Validation;

/// <summary>The codes of languages and scripts that mteb's description of a model knows: ISO 639-3 and 15924, of August 2026.</summary>
internal static class IsoCodes
{
    private const string Program = "Code";

    private static readonly FrozenSet<string> ProgrammingLanguages = FrozenSet.Create(
        StringComparer.Ordinal,
        "python", "javascript", "typescript", "go", "ruby", "java", "php", "c", "c++", "c#", "rust", "swift", "scala", "shell", "sql");

    private static readonly Lazy<(FrozenSet<string> Languages, FrozenSet<string> Scripts)> Codes = new(Read);

    /// <summary>Whether mteb takes the code: a language, a script, or both with a hyphen between them.</summary>
    public static bool IsKnown(string code) => code.Split('-') switch
    {
        [var language, Program] => ProgrammingLanguages.Contains(language),
        [var language, var script] => IsLanguage(language) && Codes.Value.Scripts.Contains(script),
        [{ Length: > 0 } single] => char.IsUpper(single[0]) ? Codes.Value.Scripts.Contains(single) : IsLanguage(single),
        _ => false,
    };

    private static bool IsLanguage(string code) => Codes.Value.Languages.Contains(code) || ProgrammingLanguages.Contains(code);

    private static (FrozenSet<string> Languages, FrozenSet<string> Scripts) Read()
    {
        using var reader = new StreamReader(typeof(IsoCodes).Assembly.GetManifestResourceStream("iso-codes.txt")!);
        return (Words(reader.ReadLine()!), Words(reader.ReadLine()!));

        static FrozenSet<string> Words(string line) => line.Split(' ').ToFrozenSet(StringComparer.Ordinal);
    }
}
