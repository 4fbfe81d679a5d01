namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB3250 to MTEB3299: runs, their results and their resumption.</summary>
public static class RunCodes
{
    /// <summary>Unknown task.</summary>
    public static readonly DiagnosticDescriptor UnknownTask = new("MTEB3250", Severity.Error, "Unknown task");

    /// <summary>Nothing to run.</summary>
    public static readonly DiagnosticDescriptor NothingToRun = new("MTEB3251", Severity.Error, "Nothing to run");

    /// <summary>Task has a successor.</summary>
    public static readonly DiagnosticDescriptor TaskSuperseded = new("MTEB3252", Severity.Suggestion, "Task has a successor");

    /// <summary>Unknown subset.</summary>
    public static readonly DiagnosticDescriptor UnknownSubset = new("MTEB3253", Severity.Error, "Unknown subset");

    /// <summary>The strategy forbids completing a result.</summary>
    public static readonly DiagnosticDescriptor ResultIncomplete = new("MTEB3254", Severity.Error, "The strategy forbids completing a result");

    /// <summary>Existing result file cannot be read.</summary>
    public static readonly DiagnosticDescriptor ResultUnreadable = new("MTEB3255", Severity.Error, "Existing result file cannot be read");

    /// <summary>Main score is not among the metrics.</summary>
    public static readonly DiagnosticDescriptor MainScoreMissing = new("MTEB3256", Severity.Error, "Main score is not among the metrics");

    /// <summary>Unknown benchmark.</summary>
    public static readonly DiagnosticDescriptor UnknownBenchmark = new("MTEB3257", Severity.Error, "Unknown benchmark");

    /// <summary>Model has no name.</summary>
    public static readonly DiagnosticDescriptor ModelUnnamed = new("MTEB3258", Severity.Suggestion, "Model has no name");

    /// <summary>Task cannot be evaluated as that type.</summary>
    public static readonly DiagnosticDescriptor CannotRetype = new("MTEB3259", Severity.Error, "Task cannot be evaluated as that type");

    /// <summary>Members of an aggregate have no score.</summary>
    public static readonly DiagnosticDescriptor AggregateTask = new("MTEB3260", Severity.Error, "Members of an aggregate have no score");

    /// <summary>Task was left out.</summary>
    public static readonly DiagnosticDescriptor LeftOut = new("MTEB3261", Severity.Suggestion, "Task was left out");

    /// <summary>Result is partial.</summary>
    public static readonly DiagnosticDescriptor PartialResult = new("MTEB3262", Severity.Warning, "Result is partial");

    /// <summary>Texts were cut.</summary>
    public static readonly DiagnosticDescriptor TextsTruncated = new("MTEB3263", Severity.Suggestion, "Texts were cut");

    /// <summary>Output cannot be written.</summary>
    public static readonly DiagnosticDescriptor NotWritable = new("MTEB3264", Severity.Error, "Output cannot be written");

    /// <summary>Manifest cannot be read.</summary>
    public static readonly DiagnosticDescriptor ManifestUnreadable = new("MTEB3265", Severity.Warning, "Manifest cannot be read");

    /// <summary>Own task has the name of an MTEB task.</summary>
    public static readonly DiagnosticDescriptor NameTaken = new("MTEB3266", Severity.Error, "Own task has the name of an MTEB task");

    /// <summary>Task is not a text task.</summary>
    public static readonly DiagnosticDescriptor NotText = new("MTEB3267", Severity.Error, "Task is not a text task");

    /// <summary>Evaluation of a task stopped.</summary>
    public static readonly DiagnosticDescriptor EvaluationStopped = new("MTEB3268", Severity.Error, "Evaluation of a task stopped");

    /// <summary>Means of a benchmark are open.</summary>
    public static readonly DiagnosticDescriptor BenchmarkIncomplete = new("MTEB3269", Severity.Warning, "Means of a benchmark are open");

    /// <summary>Result was made with other files of the model.</summary>
    public static readonly DiagnosticDescriptor OtherModelFiles = new("MTEB3270", Severity.Warning, "Result was made with other files of the model");

    /// <summary>Result of other data was made anew.</summary>
    public static readonly DiagnosticDescriptor StartedOver = new("MTEB3271", Severity.Warning, "Result of other data was made anew");

    /// <summary>Data have changed since the result was made.</summary>
    public static readonly DiagnosticDescriptor OtherData = new("MTEB3272", Severity.Warning, "Data have changed since the result was made");

    /// <summary>Result is kept without its data.</summary>
    public static readonly DiagnosticDescriptor KeptWithoutData = new("MTEB3273", Severity.Suggestion, "Result is kept without its data");
}
