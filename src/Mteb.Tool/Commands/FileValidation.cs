using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results.Comparison;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Validation;

namespace Mteb.Tool.Commands;

/// <summary>Validates files of every kind, each by itself and then against numbers from the model's card beside it.</summary>
internal static class FileValidation
{
    /// <summary>Validates.</summary>
    /// <param name="files">The files.</param>
    /// <param name="severities">Severities that a user gave to codes.</param>
    /// <param name="threads">How many threads work.</param>
    /// <param name="isStrict">Whether every file is held to its JSON Schema too.</param>
    public static IReadOnlyList<FileReport> Run(IReadOnlyList<ResultFile> files, SeverityRules severities, int threads, bool isStrict)
    {
        var reports = BatchValidator.Validate(files, severities, threads, CancellationToken.None, isStrict);
        var compared = DeclaredScores.Check(reports);
        return ReferenceEquals(compared, reports) ? reports : [.. compared.Select(report => report.With(severities))];
    }
}
