namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB1200 to MTEB1399: what results hold; the number is that of the rule, W201 to W302.</summary>
public static class ContentCodes
{
    /// <summary>NaN or Infinity.</summary>
    public static readonly DiagnosticDescriptor BareWords = new("MTEB1201", Severity.Suggestion, "NaN or Infinity") { Rule = "W201" };

    /// <summary>A key stands twice.</summary>
    public static readonly DiagnosticDescriptor DuplicateKey = new("MTEB1202", Severity.Warning, "A key stands twice") { Rule = "W202" };

    /// <summary>No scores.</summary>
    public static readonly DiagnosticDescriptor EmptyScores = new("MTEB1203", Severity.Warning, "No scores") { Rule = "W203" };

    /// <summary>The main score is not a number.</summary>
    public static readonly DiagnosticDescriptor MainScoreNotNumber = new("MTEB1204", Severity.Warning, "The main score is not a number") { Rule = "W204" };

    /// <summary>The main score is NaN or infinite.</summary>
    public static readonly DiagnosticDescriptor MainScoreNotFinite = new("MTEB1205", Severity.Warning, "The main score is NaN or infinite") { Rule = "W205" };

    /// <summary>The main score is out of scale.</summary>
    public static readonly DiagnosticDescriptor WrongScale = new("MTEB1206", Severity.Warning, "The main score is out of scale") { Rule = "W206" };

    /// <summary>The main score is not its metric.</summary>
    public static readonly DiagnosticDescriptor MainScoreDiffers = new("MTEB1207", Severity.Warning, "The main score is not its metric") { Rule = "W207" };

    /// <summary>The main metric is not among the metrics.</summary>
    public static readonly DiagnosticDescriptor MainMetricAbsent = new("MTEB1208", Severity.Suggestion, "The main metric is not among the metrics") { Rule = "W208" };

    /// <summary>Unknown task.</summary>
    public static readonly DiagnosticDescriptor UnknownTask = new("MTEB1210", Severity.Warning, "Unknown task") { Rule = "W210" };

    /// <summary>Old name of a task.</summary>
    public static readonly DiagnosticDescriptor OldTaskName = new("MTEB1211", Severity.Suggestion, "Old name of a task") { Rule = "W211" };

    /// <summary>Unknown subset.</summary>
    public static readonly DiagnosticDescriptor UnknownSubset = new("MTEB1212", Severity.Warning, "Unknown subset") { Rule = "W212" };

    /// <summary>A split that does not count.</summary>
    public static readonly DiagnosticDescriptor ExtraSplit = new("MTEB1213", Severity.Suggestion, "A split that does not count") { Rule = "W213" };

    /// <summary>A split is missing.</summary>
    public static readonly DiagnosticDescriptor MissingSplit = new("MTEB1214", Severity.Suggestion, "A split is missing") { Rule = "W214" };

    /// <summary>Subsets are missing.</summary>
    public static readonly DiagnosticDescriptor MissingSubsets = new("MTEB1215", Severity.Suggestion, "Subsets are missing") { Rule = "W215" };

    /// <summary>A subset stands twice in a split.</summary>
    public static readonly DiagnosticDescriptor DuplicateEntry = new("MTEB1216", Severity.Warning, "A subset stands twice in a split") { Rule = "W216" };

    /// <summary>Malformed language.</summary>
    public static readonly DiagnosticDescriptor MalformedLanguage = new("MTEB1217", Severity.Warning, "Malformed language") { Rule = "W217" };

    /// <summary>An entry has no language.</summary>
    public static readonly DiagnosticDescriptor NoLanguages = new("MTEB1218", Severity.Warning, "An entry has no language") { Rule = "W218" };

    /// <summary>Languages differ from the task's.</summary>
    public static readonly DiagnosticDescriptor OtherLanguages = new("MTEB1219", Severity.Suggestion, "Languages differ from the task's") { Rule = "W219" };

    /// <summary>A language stands twice.</summary>
    public static readonly DiagnosticDescriptor RepeatedLanguage = new("MTEB1220", Severity.Suggestion, "A language stands twice") { Rule = "W220" };

    /// <summary>Another revision of the data.</summary>
    public static readonly DiagnosticDescriptor OtherRevision = new("MTEB1230", Severity.Suggestion, "Another revision of the data") { Rule = "W230" };

    /// <summary>Unusable revision of the data.</summary>
    public static readonly DiagnosticDescriptor UnusableRevision = new("MTEB1231", Severity.Suggestion, "Unusable revision of the data") { Rule = "W231" };

    /// <summary>No split that counts.</summary>
    public static readonly DiagnosticDescriptor NoEvaluationSplit = new("MTEB1232", Severity.Warning, "No split that counts") { Rule = "W232" };

    /// <summary>No evaluation time.</summary>
    public static readonly DiagnosticDescriptor NoTime = new("MTEB1240", Severity.Suggestion, "No evaluation time") { Rule = "W240" };

    /// <summary>Time or emissions are NaN.</summary>
    public static readonly DiagnosticDescriptor TimeNotNumber = new("MTEB1241", Severity.Suggestion, "Time or emissions are NaN") { Rule = "W241" };

    /// <summary>No mteb version.</summary>
    public static readonly DiagnosticDescriptor NoVersion = new("MTEB1242", Severity.Suggestion, "No mteb version") { Rule = "W242" };

    /// <summary>Unreadable mteb version.</summary>
    public static readonly DiagnosticDescriptor UnreadableVersion = new("MTEB1243", Severity.Warning, "Unreadable mteb version") { Rule = "W243" };

    /// <summary>A number in another form.</summary>
    public static readonly DiagnosticDescriptor NumberInOtherForm = new("MTEB1244", Severity.Warning, "A number in another form") { Rule = "W244" };

    /// <summary>Negative time or emissions.</summary>
    public static readonly DiagnosticDescriptor NegativeTime = new("MTEB1245", Severity.Warning, "Negative time or emissions") { Rule = "W245" };

    /// <summary>Unknown field.</summary>
    public static readonly DiagnosticDescriptor UnknownField = new("MTEB1250", Severity.Suggestion, "Unknown field") { Rule = "W250" };

    /// <summary>Result of an old mteb.</summary>
    public static readonly DiagnosticDescriptor OldForm = new("MTEB1251", Severity.Suggestion, "Result of an old mteb") { Rule = "W251" };

    /// <summary>The text "nan".</summary>
    public static readonly DiagnosticDescriptor NanText = new("MTEB1252", Severity.Warning, "The text \"nan\"") { Rule = "W252" };

    /// <summary>Far below what models reach.</summary>
    public static readonly DiagnosticDescriptor SuspiciouslyLow = new("MTEB1301", Severity.Warning, "Far below what models reach") { Rule = "W301" };

    /// <summary>Far above what models reach.</summary>
    public static readonly DiagnosticDescriptor SuspiciouslyHigh = new("MTEB1302", Severity.Warning, "Far above what models reach") { Rule = "W302" };
}
