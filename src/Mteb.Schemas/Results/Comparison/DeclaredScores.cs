using System.Globalization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results.Migration;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Schemas.Results.Comparison;

/// <summary>
/// Holds what was measured against what the model's card declares. A measured score below a tenth of a declared one is the mark
/// of weights that were not loaded: in the public results repository it holds of 6 of 6,068 pairs, 5 of them such runs.
/// </summary>
public static class DeclaredScores
{
    /// <summary>The folder beside those of revisions that holds numbers from model cards.</summary>
    public const string Folder = "external";

    // A declared score below this says nothing: chance is as good on many tasks.
    private const double LeastDeclared = 0.1;
    private const double LeastShare = 0.1;

    /// <summary>Compares two results of one task, of any generation of mteb.</summary>
    /// <param name="declared">What the card declares.</param>
    /// <param name="observed">What was measured.</param>
    /// <returns>Whether they contradict each other, and by which scores: the means over the subsets that both have. Null when they are not comparable.</returns>
    public static DeclaredComparison? Compare(TaskResult declared, TaskResult observed)
    {
        if (declared.TaskName != observed.TaskName)
        {
            return null;
        }

        var measured = Scores(observed).ToDictionary(score => score.Key, score => score.Value);
        var common = Scores(declared).Where(score => measured.ContainsKey(score.Key)).ToList();
        return common.Count == 0
            ? null
            : new DeclaredComparison(common.Average(score => score.Value), common.Average(score => measured[score.Key]));
    }

    /// <summary>Adds a finding to every report whose file lies beside numbers from the model's card that it contradicts.</summary>
    /// <param name="reports">The reports of some files.</param>
    public static IReadOnlyList<FileReport> Check(IReadOnlyList<FileReport> reports)
    {
        var declared = reports.Where(report => IsReadable(report) && RevisionOf(report.Path!) == Folder).ToDictionary(report => report.Path!, StringComparer.Ordinal);
        return declared.Count == 0 ? reports : [.. reports.Select(report => Check(report, declared))];
    }

    private static FileReport Check(FileReport report, Dictionary<string, FileReport> declared)
    {
        if (!IsReadable(report) || RevisionOf(report.Path!) == Folder
            || Path.GetDirectoryName(Path.GetDirectoryName(report.Path)) is not { } model
            || !declared.TryGetValue(Path.Combine(model, Folder, Path.GetFileName(report.Path!)), out var card)
            || Read(card.Path!) is not { } before || Read(report.Path!) is not { } now
            || Compare(before, now) is not { IsContradiction: true } pair)
        {
            return report;
        }

        var finding = FormCodes.DeclaredContradicts.At(
            new SourcePlace(report.Path, 1, 1),
            string.Create(CultureInfo.InvariantCulture, $"The model's card declares {pair.Declared:0.#####} on {now.TaskName}, and {pair.Observed:0.#####} was measured."),
            "Check that the weights of the model were loaded, then evaluate the task again.");
        return report with { Verdict = report.Verdict == Verdict.Valid ? Verdict.Suspicious : report.Verdict, Diagnostics = [.. report.Diagnostics, finding] };
    }

    private static bool IsReadable(FileReport report) => report is { Kind: FileKind.TaskResult, Verdict: not Verdict.Invalid, Path: not null };

    private static string? RevisionOf(string path) => Path.GetFileName(Path.GetDirectoryName(path));

    private static TaskResult? Read(string path)
    {
        try
        {
            return ResultMigration.Read(File.ReadAllBytes(path), path).Value;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It was read a moment ago; whoever removed it is not to be bothered with a comparison.
            return null;
        }
    }

    // Cards often hold percentages.
    private static IEnumerable<KeyValuePair<(string Split, string Subset), double>> Scores(TaskResult result) =>
        from split in result.Scores
        from entry in split.Subsets.GroupBy(entry => entry.Subset, StringComparer.Ordinal).Select(entries => entries.Last())
        let score = ScoreNumbers.Of(entry.MainScore)
        where score is not null && double.IsFinite(score.Value)
        select KeyValuePair.Create((split.Split, entry.Subset), Math.Abs(score.Value) > 1 ? score.Value / 100 : score.Value);

    /// <summary>Whether a declared score contradicts a measured one.</summary>
    internal static bool IsContradiction(double declared, double observed) => declared >= LeastDeclared && observed < LeastShare * declared;
}

/// <summary>A declared and a measured score.</summary>
/// <param name="Declared">What the card declares.</param>
/// <param name="Observed">What was measured.</param>
public readonly record struct DeclaredComparison(double Declared, double Observed)
{
    /// <summary>Whether the measured score is below a tenth of the declared one.</summary>
    public bool IsContradiction => DeclaredScores.IsContradiction(Declared, Observed);
}
