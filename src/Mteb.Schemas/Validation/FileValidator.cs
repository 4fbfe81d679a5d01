using Mteb.Schemas.Cards.Checking;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Schemas.Validation;

/// <summary>Validates a file by what it is.</summary>
public static class FileValidator
{
    /// <summary>Validates.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="file">Its path and kind.</param>
    /// <param name="isStrict">Whether the file is held to its JSON Schema too, and what only that finds is reported.</param>
    public static FileReport Validate(ReadOnlyMemory<byte> utf8, ResultFile file, bool isStrict = false)
    {
        var report = file.Kind switch
        {
            FileKind.TaskResult => ResultValidator.Validate(utf8, file.Path),
            FileKind.ModelMeta => ModelMetaValidator.Validate(utf8, file.Path).File,
            FileKind.RunSettings => RunSettingsValidator.Validate(utf8, file.Path),
            FileKind.EvalResults => EvalResultsValidator.Validate(utf8, file.Path),
            FileKind.Predictions => PredictionsValidator.Validate(utf8, file.Path),
            _ => new FileReport(file.Path, file.Kind, Verdict.Valid, []),
        };
        return isStrict ? SchemaFindings.AddTo(report, utf8) : report;
    }
}
