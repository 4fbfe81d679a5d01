namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB1100 to MTEB1199: files that mteb does not load; the last two digits of the first fifty are those of the rule.</summary>
public static class FormCodes
{
    /// <summary>Not JSON.</summary>
    public static readonly DiagnosticDescriptor NotJson = new("MTEB1101", Severity.Error, "Not JSON") { Rule = "E001" };

    /// <summary>Not UTF-8.</summary>
    public static readonly DiagnosticDescriptor NotUtf8 = new("MTEB1102", Severity.Error, "Not UTF-8") { Rule = "E002" };

    /// <summary>Byte order mark.</summary>
    public static readonly DiagnosticDescriptor ByteOrderMark = new("MTEB1103", Severity.Error, "Byte order mark") { Rule = "E003" };

    /// <summary>Something after the document.</summary>
    public static readonly DiagnosticDescriptor TrailingData = new("MTEB1104", Severity.Error, "Something after the document") { Rule = "E004" };

    /// <summary>Not an object.</summary>
    public static readonly DiagnosticDescriptor RootNotObject = new("MTEB1105", Severity.Error, "Not an object") { Rule = "E005" };

    /// <summary>A required field is missing.</summary>
    public static readonly DiagnosticDescriptor FieldMissing = new("MTEB1110", Severity.Error, "A required field is missing") { Rule = "E010" };

    /// <summary>A field has the wrong type.</summary>
    public static readonly DiagnosticDescriptor WrongType = new("MTEB1111", Severity.Error, "A field has the wrong type") { Rule = "E011" };

    /// <summary>Old form with a new version.</summary>
    public static readonly DiagnosticDescriptor OldBodyNewVersion = new("MTEB1112", Severity.Error, "Old form with a new version") { Rule = "E012" };

    /// <summary>'scores' is not an object.</summary>
    public static readonly DiagnosticDescriptor ScoresNotObject = new("MTEB1120", Severity.Error, "'scores' is not an object") { Rule = "E020" };

    /// <summary>A split is not a list.</summary>
    public static readonly DiagnosticDescriptor SplitNotList = new("MTEB1121", Severity.Error, "A split is not a list") { Rule = "E021" };

    /// <summary>An entry is not an object.</summary>
    public static readonly DiagnosticDescriptor EntryNotObject = new("MTEB1122", Severity.Error, "An entry is not an object") { Rule = "E022" };

    /// <summary>An entry has no main score.</summary>
    public static readonly DiagnosticDescriptor MainScoreMissing = new("MTEB1123", Severity.Error, "An entry has no main score") { Rule = "E023" };

    /// <summary>An entry does not name its subset.</summary>
    public static readonly DiagnosticDescriptor SubsetMissing = new("MTEB1124", Severity.Error, "An entry does not name its subset") { Rule = "E024" };

    /// <summary>An entry does not list its languages.</summary>
    public static readonly DiagnosticDescriptor LanguagesMissing = new("MTEB1125", Severity.Error, "An entry does not list its languages") { Rule = "E025" };

    /// <summary>Old result of an unknown task.</summary>
    public static readonly DiagnosticDescriptor OldUnknownTask = new("MTEB1131", Severity.Error, "Old result of an unknown task") { Rule = "E031" };

    /// <summary>Old result of an unreadable shape.</summary>
    public static readonly DiagnosticDescriptor OldWrongShape = new("MTEB1132", Severity.Error, "Old result of an unreadable shape") { Rule = "E032" };

    /// <summary>model_meta.json lacks a field.</summary>
    public static readonly DiagnosticDescriptor MetaFieldMissing = new("MTEB1150", Severity.Error, "model_meta.json lacks a field");

    /// <summary>model_meta.json has a value that is not allowed.</summary>
    public static readonly DiagnosticDescriptor MetaFieldInvalid = new("MTEB1151", Severity.Error, "model_meta.json has a value that is not allowed");

    /// <summary>model_meta.json has an unknown field.</summary>
    public static readonly DiagnosticDescriptor MetaFieldUnknown = new("MTEB1152", Severity.Error, "model_meta.json has an unknown field");

    /// <summary>Declared and measured score contradict each other.</summary>
    public static readonly DiagnosticDescriptor DeclaredContradicts = new("MTEB1160", Severity.Warning, "Declared and measured score contradict each other");

    /// <summary>A file of .eval_results does not have its form.</summary>
    public static readonly DiagnosticDescriptor EvalResultsForm = new("MTEB1170", Severity.Error, "A file of .eval_results does not have its form");

    /// <summary>A file of predictions does not have its form.</summary>
    public static readonly DiagnosticDescriptor PredictionsForm = new("MTEB1180", Severity.Error, "A file of predictions does not have its form");

    /// <summary>File cannot be read.</summary>
    public static readonly DiagnosticDescriptor Unreadable = new("MTEB1199", Severity.Error, "File cannot be read");
}
