namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB1500 to MTEB1549: converting, joining and comparing result files.</summary>
public static class MigrationCodes
{
    /// <summary>Something of an older form was converted.</summary>
    public static readonly DiagnosticDescriptor Converted = new("MTEB1500", Severity.Suggestion, "An older form was converted");

    /// <summary>A path holds no result files.</summary>
    public static readonly DiagnosticDescriptor NoFiles = new("MTEB1501", Severity.Error, "There are no result files");

    /// <summary>Two files would be written to one place.</summary>
    public static readonly DiagnosticDescriptor SameTarget = new("MTEB1502", Severity.Error, "Two files have one target");

    /// <summary>The system does not let a file be read or written.</summary>
    public static readonly DiagnosticDescriptor FileRefused = new("MTEB1503", Severity.Error, "A file cannot be read or written");

    /// <summary>Joining replaces an entry by one with other scores.</summary>
    public static readonly DiagnosticDescriptor EntryReplaced = new("MTEB1504", Severity.Warning, "An entry is replaced by one with other scores");

    /// <summary>Results of two versions of mteb, where one was asked for.</summary>
    public static readonly DiagnosticDescriptor OtherVersion = new("MTEB1505", Severity.Error, "The results were made by different versions of mteb");

    /// <summary>Results on two states of the data are compared.</summary>
    public static readonly DiagnosticDescriptor OtherData = new("MTEB1506", Severity.Warning, "Results on different data are compared");
}
