namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB3150 to MTEB3199: evaluation data and tasks of one's own.</summary>
public static class DatasetCodes
{
    /// <summary>The data folder does not exist.</summary>
    public static readonly DiagnosticDescriptor DataFolderMissing = new("MTEB3150", Severity.Error, "The data folder does not exist");

    /// <summary>The data folder has no folder for the task.</summary>
    public static readonly DiagnosticDescriptor TaskFolderMissing = new("MTEB3151", Severity.Error, "The task has no data folder");

    /// <summary>Subsets that the task has are not in the folder.</summary>
    public static readonly DiagnosticDescriptor SubsetsMissing = new("MTEB3152", Severity.Error, "Subsets of the task are missing");

    /// <summary>There is no file for a split, or for a part of retrieval data.</summary>
    public static readonly DiagnosticDescriptor FileMissing = new("MTEB3153", Severity.Error, "A data file is missing");

    /// <summary>Several files could be meant.</summary>
    public static readonly DiagnosticDescriptor FileAmbiguous = new("MTEB3154", Severity.Error, "Several data files stand for the same thing");

    /// <summary>A file lacks a column.</summary>
    public static readonly DiagnosticDescriptor ColumnMissing = new("MTEB3155", Severity.Error, "A column is missing");

    /// <summary>A value is not what its column must hold.</summary>
    public static readonly DiagnosticDescriptor WrongValue = new("MTEB3156", Severity.Error, "A value has the wrong type");

    /// <summary>A value is null or absent.</summary>
    public static readonly DiagnosticDescriptor ValueMissing = new("MTEB3157", Severity.Error, "A value is missing");

    /// <summary>A line of a JSONL file is not a JSON object.</summary>
    public static readonly DiagnosticDescriptor BadJson = new("MTEB3158", Severity.Error, "A line is not a JSON object");

    /// <summary>A file is not UTF-8.</summary>
    public static readonly DiagnosticDescriptor NotUtf8 = new("MTEB3159", Severity.Error, "A data file is not UTF-8");

    /// <summary>A file has no rows.</summary>
    public static readonly DiagnosticDescriptor NoRows = new("MTEB3160", Severity.Error, "A data file has no rows");

    /// <summary>A label column holds numbers and texts.</summary>
    public static readonly DiagnosticDescriptor MixedLabels = new("MTEB3161", Severity.Error, "Labels are numbers in some rows and texts in others");

    /// <summary>A list column is asked of a CSV or TSV file.</summary>
    public static readonly DiagnosticDescriptor ListInDelimitedFile = new("MTEB3162", Severity.Error, "CSV and TSV files cannot hold lists");

    /// <summary>A CSV or TSV file breaks the rules of its format.</summary>
    public static readonly DiagnosticDescriptor BadDelimitedFile = new("MTEB3163", Severity.Error, "A CSV or TSV file is malformed");

    /// <summary>A Parquet file cannot be read.</summary>
    public static readonly DiagnosticDescriptor BadParquetFile = new("MTEB3164", Severity.Error, "A Parquet file cannot be read");

    /// <summary>Judgements lack their header line.</summary>
    public static readonly DiagnosticDescriptor QrelsHeader = new("MTEB3165", Severity.Error, "Judgements lack the header line");

    /// <summary>DuckDB's native library is not there.</summary>
    public static readonly DiagnosticDescriptor DuckDbMissing = new("MTEB3166", Severity.Error, "The DuckDB library is missing");

    /// <summary>A file cannot be opened or unpacked.</summary>
    public static readonly DiagnosticDescriptor FileUnreadable = new("MTEB3167", Severity.Error, "A data file cannot be opened or unpacked");

    /// <summary>An id stands in several rows.</summary>
    public static readonly DiagnosticDescriptor DuplicateId = new("MTEB3168", Severity.Warning, "An id occurs more than once");

    /// <summary>A name would lead out of its folder.</summary>
    public static readonly DiagnosticDescriptor UnsafeName = new("MTEB3169", Severity.Error, "A name cannot be a file name");

    /// <summary>The data are not those that mteb's statistics describe.</summary>
    public static readonly DiagnosticDescriptor StatisticsDiffer = new("MTEB3170", Severity.Warning, "The data differ from mteb's statistics");

    /// <summary>A <c>task.json</c> is not JSON.</summary>
    public static readonly DiagnosticDescriptor OwnTaskNotJson = new("MTEB3171", Severity.Error, "A task.json is not valid JSON");

    /// <summary>A <c>task.json</c> breaks its schema.</summary>
    public static readonly DiagnosticDescriptor OwnTaskInvalid = new("MTEB3172", Severity.Error, "A task.json breaks its schema");

    /// <summary>A <c>task.json</c> has a property or attribute that does not exist.</summary>
    public static readonly DiagnosticDescriptor OwnTaskUnknownName = new("MTEB3173", Severity.Error, "A task.json has an unknown name");

    /// <summary>The main score of a <c>task.json</c> is none of the metrics of its task type.</summary>
    public static readonly DiagnosticDescriptor OwnTaskMainScore = new("MTEB3174", Severity.Error, "The main score is not a metric of the task type");

    /// <summary>Two <c>task.json</c> give the same name.</summary>
    public static readonly DiagnosticDescriptor OwnTaskNameTwice = new("MTEB3175", Severity.Error, "Two tasks have the same name");

    /// <summary>Settings of a <c>task.json</c> contradict each other.</summary>
    public static readonly DiagnosticDescriptor OwnTaskContradiction = new("MTEB3176", Severity.Error, "Settings of a task.json contradict each other");
}
