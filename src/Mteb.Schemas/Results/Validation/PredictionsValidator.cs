namespace Mteb.Schemas.Results.Validation;

/// <summary>Says what is wrong with the form of a file <c>&lt;Task&gt;_predictions.json</c>.</summary>
public static class PredictionsValidator
{
    /// <summary>Validates.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="path">Its path as the user would write it; null when it is no file.</param>
    public static FileReport Validate(ReadOnlyMemory<byte> utf8, string? path)
    {
        var read = PredictionsReader.Read(utf8, path);
        return new FileReport(path, FileKind.Predictions, VerdictRules.Of(read.Diagnostics), read.Diagnostics);
    }
}
