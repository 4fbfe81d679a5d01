namespace Mteb.Schemas.Results.Validation;

/// <summary>Validates a file by what it is.</summary>
public static class FileValidator
{
    /// <summary>Validates.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="file">Its path and kind.</param>
    public static FileReport Validate(ReadOnlyMemory<byte> utf8, ResultFile file) => file.Kind switch
    {
        FileKind.TaskResult => ResultValidator.Validate(utf8, file.Path),
        FileKind.ModelMeta => ModelMetaValidator.Validate(utf8, file.Path).File,
        FileKind.RunSettings => RunSettingsValidator.Validate(utf8, file.Path),
        _ => new FileReport(file.Path, file.Kind, Verdict.Valid, []),
    };
}
