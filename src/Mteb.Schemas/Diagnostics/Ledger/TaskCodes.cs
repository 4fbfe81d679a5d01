namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB3200 to MTEB3249: scoring.</summary>
public static class TaskCodes
{
    /// <summary>No rules are known for the base class of a task, or it is not about text.</summary>
    public static readonly DiagnosticDescriptor UnsupportedTask = new("MTEB3200", Severity.Error, "This kind of task cannot be scored");

    /// <summary>A setting of a task asks for something that the rules do not know.</summary>
    public static readonly DiagnosticDescriptor UnsupportedSetting = new("MTEB3201", Severity.Error, "A setting of the task is not supported");

    /// <summary>The main score of a task is none of the metrics that its rules produce.</summary>
    public static readonly DiagnosticDescriptor UnknownMainScore = new("MTEB3202", Severity.Error, "The main score is not among the metrics");

    /// <summary>Embeddings hold NaN or infinity.</summary>
    public static readonly DiagnosticDescriptor NotFinite = new("MTEB3203", Severity.Error, "Embeddings hold NaN or infinity");

    /// <summary>The encoder gave another number of vectors than texts, or vectors of another length than before.</summary>
    public static readonly DiagnosticDescriptor EmbeddingsDoNotFit = new("MTEB3204", Severity.Error, "Embeddings do not fit the texts");

    /// <summary>A split has fewer rows than its metric needs.</summary>
    public static readonly DiagnosticDescriptor TooFewRows = new("MTEB3205", Severity.Error, "Too few rows");

    /// <summary>Labels do not allow the metric or the classifier.</summary>
    public static readonly DiagnosticDescriptor UnusableLabels = new("MTEB3206", Severity.Error, "The labels cannot be scored");

    /// <summary>Scores are constant, so that a correlation does not exist.</summary>
    public static readonly DiagnosticDescriptor ConstantScores = new("MTEB3207", Severity.Warning, "Scores are constant");

    /// <summary>Cross-validation was asked for on another split than the training split.</summary>
    public static readonly DiagnosticDescriptor CrossValidationSplit = new("MTEB3208", Severity.Error, "Cross-validation needs the training split");

    /// <summary>No query of a split has judgements.</summary>
    public static readonly DiagnosticDescriptor NoJudgedQueries = new("MTEB3209", Severity.Error, "No query has judgements");

    /// <summary>A reranking task has no candidates.</summary>
    public static readonly DiagnosticDescriptor NoCandidates = new("MTEB3210", Severity.Error, "Candidates to rank are missing");

    /// <summary>A candidate is not in the corpus.</summary>
    public static readonly DiagnosticDescriptor UnknownCandidate = new("MTEB3211", Severity.Error, "A candidate is not in the corpus");

    /// <summary>Two queries have the same id.</summary>
    public static readonly DiagnosticDescriptor RepeatedQuery = new("MTEB3212", Severity.Error, "Two queries have the same id");

    /// <summary>A metric about changed instructions lacks the list of documents that the change makes irrelevant.</summary>
    public static readonly DiagnosticDescriptor NoChangedJudgements = new("MTEB3213", Severity.Error, "Changed judgements are missing");

    /// <summary>Lists of a row that belong together have different lengths.</summary>
    public static readonly DiagnosticDescriptor UnequalLists = new("MTEB3214", Severity.Error, "Lists of a row have different lengths");

    /// <summary>Classes are too small for a stratified draw.</summary>
    public static readonly DiagnosticDescriptor CannotStratify = new("MTEB3215", Severity.Error, "Rows cannot be drawn by class");

    /// <summary>A query has no candidates and counts as zero.</summary>
    public static readonly DiagnosticDescriptor QueriesWithoutCandidates = new("MTEB3216", Severity.Warning, "Queries have no candidates");

    /// <summary>The order of equal scores decides what the main score is.</summary>
    public static readonly DiagnosticDescriptor TiesDecide = new("MTEB3217", Severity.Suggestion, "The main score hangs on the order of equal scores");
}
