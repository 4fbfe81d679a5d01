namespace Mteb.Evaluation.Tests.Tokenization;

/// <summary>
/// What a character is comes from the tables of the Unicode versions that the reference uses. The platform has other versions,
/// and its regular expressions another syntax, so nothing of that may be used where texts are tokenized.
/// </summary>
public sealed class SourceRulesTests
{
    private static readonly string[] Banned =
    [
        ".Normalize()", ".Normalize(Normalization", "NormalizationForm", "IsNormalized(", "char.Is", "Char.Is", "Rune.Is", "Rune.Get", "Rune.To",
        ".ToLower", ".ToUpper", "UnicodeCategory", "CharUnicodeInfo", "StringInfo", "CultureInfo.CurrentCulture", "TextInfo", "CompareInfo",
        "IgnoreCase", "CurrentCulture,", "StringComparison.CurrentCulture", "StringComparison.InvariantCulture", "System.Text.RegularExpressions",
        "Regex(", "Regex.", ".Trim()", ".TrimEnd()", ".TrimStart()", "IsNullOrWhiteSpace",
    ];

    [Fact]
    public void The_room_asks_its_own_tables_what_a_character_is()
    {
        var folder = Repository.At("src/Mteb.Evaluation/Tokenization");
        var sources = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories);
        sources.Should().HaveCountGreaterThan(30);
        var findings = sources.SelectMany(path => File.ReadLines(path).Select((line, index) => (path, line, index)))
            .SelectMany(entry => Banned.Where(banned => entry.line.Contains(banned, StringComparison.Ordinal))
                .Select(banned => $"{Path.GetRelativePath(folder, entry.path)}:{entry.index + 1}: {banned}"));
        findings.Should().BeEmpty();
    }
}
