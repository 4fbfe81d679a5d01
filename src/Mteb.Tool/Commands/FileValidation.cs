using Mteb.Schemas.Cards.Checking;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results.Comparison;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Tool.Commands;

/// <summary>Validates files of every kind, each by itself and then against numbers from the model's card beside it.</summary>
internal static class FileValidation
{
    /// <summary>Validates.</summary>
    /// <param name="files">The files.</param>
    /// <param name="severities">Severities that a user gave to codes.</param>
    /// <param name="threads">How many threads work.</param>
    public static IReadOnlyList<FileReport> Run(IReadOnlyList<ResultFile> files, SeverityRules severities, int threads)
    {
        var reports = BatchValidator.Validate(files, severities, threads, CancellationToken.None);
        if (reports.Any(report => report.Kind == FileKind.EvalResults))
        {
            reports = [.. reports.Select(report => IsUncheckedYaml(report) ? EvalResultsValidator.Validate(File.ReadAllBytes(report.Path!), report.Path).With(severities) : report)];
        }

        var compared = DeclaredScores.Check(reports);
        return ReferenceEquals(compared, reports) ? reports : [.. compared.Select(report => report.With(severities))];
    }

    private static bool IsUncheckedYaml(FileReport report) => report is { Kind: FileKind.EvalResults, Diagnostics.Count: 0 } && File.Exists(report.Path);
}
