using System.Text.RegularExpressions;

namespace Mteb.Architecture.Tests;

/// <summary>Every golden file is read by a test, and the repository's copies are true copies.</summary>
public sealed partial class GoldenTests
{
    [SharedFact("goldens/")]
    public void Every_golden_file_is_read_by_a_test_or_waits_for_its_room()
    {
        var claims = Claims().ToList();
        var waiting = File.ReadAllLines(Repository.At("tests/goldens/waiting.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .ToList();
        var unread = GoldenFiles().Where(file => !claims.Any(claim => Covers(claim, file))).ToList();

        unread.Where(file => !waiting.Any(folder => Covers(folder, file))).Should().BeEmpty("a golden that nothing reads proves nothing");
        waiting.Where(folder => !unread.Any(file => Covers(folder, file))).Should().BeEmpty("the list of waiting goldens only shrinks");
    }

    [SharedFact("goldens/*", "goldens/tasks/*")]
    public void The_goldens_in_the_repository_are_true_copies()
    {
        var copies = Directory.EnumerateFiles(Goldens.At(""), "*.json", SearchOption.AllDirectories).ToList();

        copies.Should().NotBeEmpty();
        copies.Where(copy => !File.ReadAllBytes(copy).AsSpan()
                .SequenceEqual(File.ReadAllBytes(SharedMaterial.At("goldens/" + Path.GetRelativePath(Goldens.At(""), copy)))))
            .Should().BeEmpty();
    }

    private static IEnumerable<string> GoldenFiles() =>
        Directory.EnumerateFiles(SharedMaterial.At("goldens"), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(SharedMaterial.Root!, path).Replace('\\', '/'))
            .Where(path => !path.EndsWith("README.md", StringComparison.Ordinal) && !path.Contains("/scripts/", StringComparison.Ordinal));

    /// <summary>What the tests say they read. What watches all goldens, as this file does, reads none of them.</summary>
    private static IEnumerable<string> Claims()
    {
        foreach (var file in SourceTree.Tests.Where(file => file.Project != "Mteb.Architecture.Tests"))
        {
            foreach (Match match in SharedClaims().Matches(file.Text))
            {
                foreach (Match path in QuotedText().Matches(match.Groups[1].Value))
                {
                    yield return path.Groups[1].Value;
                }
            }

            foreach (Match match in FileClaims().Matches(file.Text))
            {
                var folder = match.Groups[1].Value == "Golden" ? "goldens/" + match.Groups[2].Value : match.Groups[2].Value;
                yield return $"{folder.TrimEnd('/')}/{match.Groups[3].Value}";
            }

            foreach (Match match in CopyClaims().Matches(file.Text))
            {
                yield return "goldens/" + match.Groups[1].Value;
            }
        }
    }

    private static bool Covers(string claim, string file) => claim.EndsWith('/')
        ? file.StartsWith(claim, StringComparison.Ordinal)
        : Regex.IsMatch(file, "^" + Regex.Escape(claim).Replace("\\*", "[^/]*", StringComparison.Ordinal) + "$");

    [GeneratedRegex("""Shared(?:Fact|Theory)\(([^)]*)\)""")]
    private static partial Regex SharedClaims();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex QuotedText();

    [GeneratedRegex("""(Shared|Golden)Files\("([^"]*)",\s*"([^"]*)"\)""")]
    private static partial Regex FileClaims();

    [GeneratedRegex("""Goldens\.(?:Json|At)\("([^"]+)"\)""")]
    private static partial Regex CopyClaims();
}
