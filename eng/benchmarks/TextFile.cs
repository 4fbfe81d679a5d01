using System.IO.Compression;
using System.Text.Json;

namespace Mteb.Benchmarks;

/// <summary>Reads texts from a JSONL file.</summary>
internal static class TextFile
{
    private static readonly string[] Columns = ["text", "sentence", "sentences"];

    public static IEnumerable<string> Read(string path)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            using var row = JsonDocument.Parse(line);
            foreach (var column in Columns.Where(column => row.RootElement.TryGetProperty(column, out _)))
            {
                var value = row.RootElement.GetProperty(column);
                if (value.ValueKind == JsonValueKind.String)
                {
                    yield return value.GetString()!;
                }
                else
                {
                    foreach (var item in value.EnumerateArray())
                    {
                        yield return item.GetString()!;
                    }
                }
            }
        }
    }
}
