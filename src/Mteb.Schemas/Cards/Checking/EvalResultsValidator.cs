using Mteb.Schemas.Results.Validation;

namespace Mteb.Schemas.Cards.Checking;

/// <summary>Says what the Hub does not read in a file of <c>.eval_results</c>.</summary>
public static class EvalResultsValidator
{
    /// <summary>Validates.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="path">Its path as the user would write it; null when it is no file.</param>
    public static FileReport Validate(ReadOnlyMemory<byte> utf8, string? path)
    {
        var read = EvalResultsReader.Read(utf8, path);
        return new FileReport(path, FileKind.EvalResults, read.Succeeded ? Verdict.Valid : Verdict.Invalid, read.Diagnostics);
    }
}
