using System.Text.Json;

namespace Mteb.Quickstart;

/// <summary>The texts of the sample's tasks.</summary>
public static class SampleTexts
{
    private static readonly string[] Fields = ["sentence1", "sentence2", "text", "title"];

    /// <summary>
    /// Reads every text in the JSONL files of a folder and the folders below it, in an order that depends on nothing but names.
    /// </summary>
    public static IReadOnlyList<string> Read(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.jsonl", SearchOption.AllDirectories)
            .OrderBy(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), StringComparer.Ordinal)
            .SelectMany(File.ReadLines)
            .SelectMany(ReadLine),
    ];

    private static List<string> ReadLine(string line)
    {
        using var document = JsonDocument.Parse(line);
        return
        [
            .. Fields
                .Where(field => document.RootElement.TryGetProperty(field, out _))
                .Select(field => document.RootElement.GetProperty(field).GetString()!),
        ];
    }
}
