using Mteb.Schemas.Files;

namespace Mteb.Schemas.Diagnostics;

/// <summary>
/// Severities that a user gave to codes: <c>mteb_diagnostic.MTEB1207.severity = error</c> in an <c>.editorconfig</c>, or
/// <c>MTEB1207=error</c> on a command line, which wins.
/// </summary>
public sealed class SeverityRules
{
    private const string Prefix = "mteb_diagnostic.";
    private const string Suffix = ".severity";

    /// <summary>No severity was given.</summary>
    public static readonly SeverityRules None = new([], []);

    private readonly IReadOnlyList<Section> _sections;
    private readonly IReadOnlyDictionary<string, Severity> _given;

    private SeverityRules(IReadOnlyList<Section> sections, Dictionary<string, Severity> given) => (_sections, _given) = (sections, given);

    /// <summary>Whether no severity is given to any code.</summary>
    public bool IsEmpty => _given.Count == 0 && _sections.All(section => section.Severities.Count == 0);

    /// <summary>Adds severities that hold for every file.</summary>
    /// <param name="given">Codes and severities; they win over all others.</param>
    public SeverityRules With(IEnumerable<KeyValuePair<string, Severity>> given)
    {
        var all = new Dictionary<string, Severity>(_given, StringComparer.OrdinalIgnoreCase);
        foreach (var (code, severity) in given)
        {
            all[code] = severity;
        }

        return new SeverityRules(_sections, all);
    }

    /// <summary>Reads <c>.editorconfig</c> files.</summary>
    /// <param name="files">Folder and text of each, the outermost first: later lines win.</param>
    public static SeverityRules Read(IEnumerable<(string Folder, string Text)> files) => new([.. files.SelectMany(file => Sections(file.Folder, file.Text))], []);

    /// <summary>Reads a severity.</summary>
    /// <param name="word"><c>none</c>, <c>suggestion</c>, <c>warning</c> or <c>error</c>; null for anything else.</param>
    public static Severity? Parse(string word) => word.Trim().ToLowerInvariant() switch
    {
        "none" => Severity.None,
        "suggestion" => Severity.Suggestion,
        "warning" => Severity.Warning,
        "error" => Severity.Error,
        _ => null,
    };

    /// <summary>A diagnostic with the severity that is in force for its code and file.</summary>
    public Diagnostic Apply(Diagnostic diagnostic) =>
        Find(diagnostic.Code, diagnostic.Place.File) is { } severity ? diagnostic with { Severity = severity } : diagnostic;

    private Severity? Find(string code, string? file)
    {
        if (_given.TryGetValue(code, out var given))
        {
            return given;
        }

        var root = "";
        for (var index = _sections.Count - 1; index >= 0 && file is not null; index--)
        {
            var section = _sections[index];
            if (!section.Reaches(file))
            {
                continue;
            }

            if (root.Length > 0 && section.Folder != root)
            {
                break;
            }

            root = section.IsRoot ? section.Folder : root;
            if (section.Severities.TryGetValue(code, out var severity) && section.Covers(file))
            {
                return severity;
            }
        }

        return null;
    }

    private static List<Section> Sections(string folder, string text)
    {
        var sections = new List<Section>();
        var lines = text.Split('\n').Select(line => line.Trim()).ToList();
        var isRoot = lines.TakeWhile(line => !line.StartsWith('['))
            .Select(line => line.Split('=', 2))
            .Any(pair => pair.Length == 2 && Is(pair[0], "root") && Is(pair[1], "true"));
        sections.Add(new Section(folder, isRoot, new Glob("**"), new(StringComparer.OrdinalIgnoreCase)));
        foreach (var line in lines)
        {
            if (line is ['[', .., ']'])
            {
                sections.Add(new Section(folder, isRoot, new Glob(line[1..^1]), new(StringComparer.OrdinalIgnoreCase)));
            }
            else if (sections.Count > 1 && line.Split('=', 2) is [var key, var value] && Code(key.Trim()) is { } code && Parse(value) is { } severity)
            {
                sections[^1].Severities[code] = severity;
            }
        }

        return sections;
    }

    private static string? Code(string key) =>
        key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && key.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase)
            ? key[Prefix.Length..^Suffix.Length]
            : null;

    private static bool Is(string text, string word) => text.Trim().Equals(word, StringComparison.OrdinalIgnoreCase);

    private sealed record Section(string Folder, bool IsRoot, Glob Files, Dictionary<string, Severity> Severities)
    {
        public bool Reaches(string file) => !Path.GetRelativePath(Folder, file).StartsWith("..", StringComparison.Ordinal);

        public bool Covers(string file) => Files.Matches(Path.GetRelativePath(Folder, file));
    }
}
