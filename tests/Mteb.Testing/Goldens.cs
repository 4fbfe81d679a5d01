using System.IO.Compression;
using System.Text.Json;

namespace Mteb.Testing;

/// <summary>What the Python reference gives: files under <c>tests/goldens</c>, which are copies of shared material.</summary>
public static class Goldens
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = false };

    /// <summary>A golden file's path.</summary>
    /// <param name="relative">Path below <c>tests/goldens</c>.</param>
    public static string At(string relative) => Repository.At("tests/goldens/" + relative);

    /// <summary>A golden file as JSON. NaN stands in the goldens as the text "NaN".</summary>
    public static JsonElement Json(string relative) => Parse(At(relative));

    /// <summary>A JSON file, unpacked first when its name ends in <c>.gz</c>.</summary>
    public static JsonElement Parse(string path)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var document = JsonDocument.Parse(stream, Lenient);
        return document.RootElement.Clone();
    }

    /// <summary>A number that may be written as "NaN", "Infinity" or "-Infinity".</summary>
    public static double Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? element.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var other => throw new FormatException($"'{other}' is no number."),
        }
        : element.GetDouble();
}

/// <summary>Feeds a theory with the golden files that match a pattern, one a case, as paths below <c>tests/goldens</c>.</summary>
/// <param name="folder">Folder below <c>tests/goldens</c>; empty for that folder itself.</param>
/// <param name="pattern">File name pattern.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class GoldenFilesAttribute(string folder, string pattern) : Xunit.Sdk.DataAttribute
{
    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
        Directory.EnumerateFiles(Goldens.At(folder), pattern)
            .Order(StringComparer.Ordinal)
            .Select(file => new object[] { Path.GetRelativePath(Goldens.At(""), file).Replace('\\', '/') });
}
