namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB1000 to MTEB1049: result files, their folders and the catalogue.</summary>
public static class ResultCodes
{
    /// <summary>A result file is no JSON document that mteb would read.</summary>
    public static readonly DiagnosticDescriptor NotJson = new("MTEB1000", Severity.Error, "The result file is not JSON");

    /// <summary>The document is not an object.</summary>
    public static readonly DiagnosticDescriptor NotAnObject = new("MTEB1001", Severity.Error, "The result file does not hold an object");

    /// <summary>A required field is absent.</summary>
    public static readonly DiagnosticDescriptor FieldMissing = new("MTEB1002", Severity.Error, "A required field is missing");

    /// <summary>A field holds something that mteb would refuse.</summary>
    public static readonly DiagnosticDescriptor WrongType = new("MTEB1003", Severity.Error, "A field has the wrong type");

    /// <summary>The file was written by an mteb of an older generation.</summary>
    public static readonly DiagnosticDescriptor OlderGeneration = new("MTEB1004", Severity.Error, "The result file is of an older generation");

    /// <summary>A field that mteb does not know and drops when it writes the file again.</summary>
    public static readonly DiagnosticDescriptor UnknownField = new("MTEB1005", Severity.Suggestion, "The result file has a field that mteb does not keep");

    /// <summary>Results of two tasks cannot be merged.</summary>
    public static readonly DiagnosticDescriptor OtherTask = new("MTEB1010", Severity.Error, "The results belong to different tasks");

    /// <summary>Results on two states of the data cannot be merged.</summary>
    public static readonly DiagnosticDescriptor OtherRevision = new("MTEB1011", Severity.Error, "The results belong to different dataset revisions");

    /// <summary>An mteb version cannot be compared.</summary>
    public static readonly DiagnosticDescriptor UnreadableVersion = new("MTEB1012", Severity.Error, "An mteb version cannot be read");

    /// <summary>A line of <c>run_settings.jsonl</c> that cannot be kept.</summary>
    public static readonly DiagnosticDescriptor UnreadableSettings = new("MTEB1020", Severity.Warning, "A line of run_settings.jsonl cannot be read");

    /// <summary>An experiment without <c>model_meta.json</c>.</summary>
    public static readonly DiagnosticDescriptor UndescribedExperiment = new("MTEB1021", Severity.Warning, "An experiment has no description");

    /// <summary>No task or benchmark has that language.</summary>
    public static readonly DiagnosticDescriptor UnknownLanguage = new("MTEB1040", Severity.Error, "The language code is unknown");

    /// <summary>No task or benchmark has that script.</summary>
    public static readonly DiagnosticDescriptor UnknownScript = new("MTEB1041", Severity.Error, "The script code is unknown");

    /// <summary>A choice of subsets leaves nothing to evaluate.</summary>
    public static readonly DiagnosticDescriptor NothingSelected = new("MTEB1042", Severity.Error, "No subset is left");
}
