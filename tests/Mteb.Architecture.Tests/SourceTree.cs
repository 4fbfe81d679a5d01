using System.Text.RegularExpressions;

namespace Mteb.Architecture.Tests;

/// <summary>The product's source, read as text.</summary>
internal static class SourceTree
{
    /// <summary>Every C# file of the product.</summary>
    public static IReadOnlyList<SourceFile> Product { get; } = Read("src");

    /// <summary>Every C# file of the tests.</summary>
    public static IReadOnlyList<SourceFile> Tests { get; } = Read("tests");

    private static IReadOnlyList<SourceFile> Read(string folder) =>
        [.. Directory.EnumerateFiles(Repository.At(folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllText(Repository.At(path))))];
}

/// <summary>One file.</summary>
/// <param name="Path">Below the repository's root, with forward slashes.</param>
/// <param name="Text">What it says.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    /// <summary>The project: <c>Mteb.Evaluation</c>.</summary>
    public string Project => Path.Split('/')[1];

    /// <summary>Folders below the project, outermost first.</summary>
    public string[] Folders => Path.Split('/')[2..^1];

    /// <summary>The text without comments, so that words in prose do not count.</summary>
    public string Code { get; } = Comments().Replace(Text, "");

    /// <summary>The namespaces that the file imports.</summary>
    public IEnumerable<string> Usings => Imports().Matches(Code).Select(match => match.Groups[1].Value);

    [GeneratedRegex("""^\s*///?.*$|(?<=[;{})\s])//.*$""", RegexOptions.Multiline)]
    private static partial Regex Comments();

    [GeneratedRegex("""^using (?:static )?(?:\w+ = )?([\w.]+);""", RegexOptions.Multiline)]
    private static partial Regex Imports();
}
