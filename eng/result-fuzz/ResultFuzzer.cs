using System.Text;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results.Migration;
using Mteb.Schemas.Results.Repository;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Text;

namespace Mteb.ResultFuzz;

/// <summary>Changes result files and descriptions of models at random, and holds the validator to its promises.</summary>
/// <param name="files">The files, by name.</param>
public sealed class ResultFuzzer(IReadOnlyList<KeyValuePair<string, byte[]>> files)
{
    private const int LargestFile = 40_000;

    private static readonly DiagnosticDescriptor[] FormFaults = [FormCodes.NotJson, FormCodes.NotUtf8, FormCodes.ByteOrderMark, FormCodes.TrailingData];

    // mteb loads these, and the reader has no room for them: a version of an entry, or an old file's revision, that is no text; half a
    // character in an old file; an old pair classification whose main score is an object, which mteb flattens away.
    private static readonly string[] Unreadable = ["'mteb_version' must be text", "'dataset_revision' must be text", "half a character", "'main_score' is missing"];

    /// <summary>How often each verdict came out.</summary>
    public SortedDictionary<string, int> Verdicts { get; } = new(StringComparer.Ordinal);

    /// <summary>How often each code came out.</summary>
    public SortedDictionary<string, int> Codes { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads the results and descriptions of a folder; very large ones are left out.</summary>
    public static IReadOnlyList<KeyValuePair<string, byte[]>> Load(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length <= LargestFile && Path.GetDirectoryName(file) != Path.TrimEndingDirectorySeparator(folder))
            .Order(StringComparer.Ordinal)
            .Select(file => KeyValuePair.Create(Path.GetRelativePath(folder, file), File.ReadAllBytes(file))),
    ];

    /// <summary>Runs one case.</summary>
    /// <param name="seed">Seed of the whole run.</param>
    /// <param name="number">Number of the case.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public string? Run(int seed, int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var (name, original) = files[random.Next(files.Count)];
        var variant = JsonMutation.Mutate(original, random);
        var report = Validate(name, variant);
        Count(Verdicts, report.Verdict.ToString());
        foreach (var code in report.Diagnostics.Select(diagnostic => diagnostic.Code).Distinct())
        {
            Count(Codes, code);
        }

        var fault = FaultOfPlaces(variant, report) ?? FaultOfForm(variant, report) ?? FaultOfVerdict(report) ?? FaultOfSpaces(name, variant, report, random) ?? FaultOfReader(name, variant, report);
        ResultChange.Compare(original, variant, name);
        return fault is null ? null : $"{name}, case {number}: {fault}\n--- {variant.Length} bytes\n{Excerpt(variant)}";
    }

    private static FileReport Validate(string name, byte[] utf8) => IsMeta(name)
        ? ModelMetaValidator.Validate(utf8, name).File
        : ResultValidator.Validate(utf8, name);

    // A finding without a place, or at one that is not in the file, is a lost position.
    private static string? FaultOfPlaces(byte[] utf8, FileReport report)
    {
        var source = SourceText.Of(utf8);
        foreach (var diagnostic in report.Diagnostics)
        {
            var place = new LinePosition(diagnostic.Place.Line, diagnostic.Place.Column);
            if (place.Line < 1 || place.Column < 1 || place.Line > source.LineCount || source.PositionOf(source.OffsetOf(place)) != place)
            {
                return $"{diagnostic.Code} has lost its place: line {place.Line}, column {place.Column}.";
            }

            if (diagnostic.Message.Length == 0 || diagnostic.Remedy.Length == 0)
            {
                return $"{diagnostic.Code} says nothing.";
            }
        }

        return null;
    }

    private static string? FaultOfForm(byte[] utf8, FileReport report)
    {
        var isRefused = report.Diagnostics.Any(diagnostic => FormFaults.Contains(diagnostic.Descriptor));
        return isRefused == SecondJsonReader.Accepts(utf8) ? $"The two readers of JSON disagree: ours {(isRefused ? "refuses" : "accepts")}." : null;
    }

    private static string? FaultOfVerdict(FileReport report) =>
        report.Verdict == Verdict.Invalid != report.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error) ? $"The verdict {report.Verdict} does not follow from the findings." : null;

    // Spaces and line breaks before the document move every finding, and change nothing else.
    private static string? FaultOfSpaces(string name, byte[] utf8, FileReport report, Random random)
    {
        if (utf8.AsSpan().StartsWith("\uFEFF"u8) || utf8.AsSpan() is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || report.Diagnostics.Any(diagnostic => FormFaults.Contains(diagnostic.Descriptor)))
        {
            return null;
        }

        var breaks = string.Concat(Enumerable.Range(0, 1 + random.Next(3)).Select(_ => random.Next(3) switch { 0 => "\n", 1 => "\r\n", _ => "\r" }));
        breaks += breaks.EndsWith('\r') ? " " : "";
        var moved = Validate(name, [.. Encoding.ASCII.GetBytes(breaks), .. utf8]);
        var lines = SourceText.Of(Encoding.ASCII.GetBytes(breaks)).LineCount - 1;
        var columns = breaks.EndsWith(' ') ? 1 : 0;
        var expected = report.Diagnostics.Select(diagnostic => (diagnostic.Code, diagnostic.Message, diagnostic.Place.Line + lines, diagnostic.Place.Column + (diagnostic.Place.Line == 1 ? columns : 0)));
        return moved.Diagnostics.Select(diagnostic => (diagnostic.Code, diagnostic.Message, diagnostic.Place.Line, diagnostic.Place.Column)).SequenceEqual(expected)
            ? null
            : "Line breaks before the document change more than lines.";
    }

    // What is validated and what is read are two things; they must agree about what mteb loads.
    private static string? FaultOfReader(string name, byte[] utf8, FileReport report)
    {
        if (IsMeta(name))
        {
            return null;
        }

        var refusals = report.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error && diagnostic.Descriptor != RepositoryCodes.FileNameDiffers).Select(diagnostic => diagnostic.Code).ToList();
        var read = ResultMigration.Read(utf8, name);

        var exceptions = refusals.Count == 0 && read.Diagnostics.Any(diagnostic => Unreadable.Any(message => diagnostic.Message.Contains(message, StringComparison.Ordinal)));
        return exceptions || read.Succeeded == (refusals.Count == 0)
            ? null
            : $"The validator {(refusals.Count == 0 ? "accepts" : "refuses")} ({string.Join(' ', refusals)}) what the reader {(read.Succeeded ? "reads" : "refuses")} ({string.Join("; ", read.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).Select(diagnostic => diagnostic.Message))}).";
    }

    private static bool IsMeta(string name) => Path.GetFileName(name) == "model_meta.json";

    private static void Count(SortedDictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;

    private static string Excerpt(byte[] utf8)
    {
        const int Longest = 3000;
        return Encoding.UTF8.GetString(utf8.AsSpan(0, Math.Min(Longest, utf8.Length)));
    }
}
