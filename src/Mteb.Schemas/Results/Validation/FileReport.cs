using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Results.Validation;

/// <summary>What was found in a file.</summary>
/// <param name="Path">The path as the user would write it; null when it is no file.</param>
/// <param name="Kind">What the file is.</param>
/// <param name="Verdict">What is to be thought of it.</param>
/// <param name="Diagnostics">Everything that was found.</param>
public sealed record FileReport(string? Path, FileKind Kind, Verdict Verdict, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The same report with the severities that are in force; what is switched off is left out. The verdict stays.</summary>
    public FileReport With(SeverityRules severities) => severities.IsEmpty || Diagnostics.Count == 0
        ? this
        : this with { Diagnostics = [.. Diagnostics.Select(severities.Apply).Where(diagnostic => diagnostic.Severity != Severity.None)] };

    /// <summary>The report of a file that cannot be read.</summary>
    internal static FileReport Unreadable(ResultFile file, Exception exception)
    {
        var diagnostic = FormCodes.Unreadable.At(new SourcePlace(file.Path), $"The file cannot be read: {exception.Message}", "Check that the file exists and may be read.");
        return new FileReport(file.Path, file.Kind, Verdict.Invalid, [diagnostic]);
    }
}

/// <summary>Kinds of files around results.</summary>
public enum FileKind
{
    /// <summary>A result of a task.</summary>
    TaskResult,

    /// <summary><c>model_meta.json</c>.</summary>
    ModelMeta,

    /// <summary><c>run_settings.jsonl</c>.</summary>
    RunSettings,

    /// <summary>A file of <c>.eval_results</c>.</summary>
    EvalResults,

    /// <summary><c>&lt;Task&gt;_predictions.json</c>.</summary>
    Predictions,

    /// <summary>Something else.</summary>
    Other,
}
