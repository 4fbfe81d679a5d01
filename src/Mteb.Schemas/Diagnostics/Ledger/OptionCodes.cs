namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB5000 to MTEB5099: options and configuration.</summary>
public static class OptionCodes
{
    /// <summary>The first word names no command.</summary>
    public static readonly DiagnosticDescriptor UnknownCommand = new("MTEB5001", Severity.Error, "Unknown command");

    /// <summary>A word that begins with a hyphen names no option.</summary>
    public static readonly DiagnosticDescriptor UnknownOption = new("MTEB5002", Severity.Error, "Unknown option");

    /// <summary>The command line lacks something it cannot do without.</summary>
    public static readonly DiagnosticDescriptor MissingOption = new("MTEB5003", Severity.Error, "Required option is missing");

    /// <summary>An option stands without its value.</summary>
    public static readonly DiagnosticDescriptor MissingValue = new("MTEB5004", Severity.Error, "Option has no value");

    /// <summary>An option's value is none of those that it takes.</summary>
    public static readonly DiagnosticDescriptor UnusableValue = new("MTEB5005", Severity.Error, "Value is not accepted");

    /// <summary>A word belongs to no option.</summary>
    public static readonly DiagnosticDescriptor UnexpectedArgument = new("MTEB5006", Severity.Error, "Unexpected argument");

    /// <summary>An option that takes one value was given several.</summary>
    public static readonly DiagnosticDescriptor RepeatedOption = new("MTEB5007", Severity.Error, "Option is given more than once");

    /// <summary>Two options contradict each other.</summary>
    public static readonly DiagnosticDescriptor ConflictingOptions = new("MTEB5008", Severity.Error, "Options contradict each other");

    /// <summary>A folder that an option names does not exist.</summary>
    public static readonly DiagnosticDescriptor FolderMissing = new("MTEB5009", Severity.Error, "Folder does not exist");

    /// <summary>An option, or its spelling, is of a former version.</summary>
    public static readonly DiagnosticDescriptor OldOption = new("MTEB5010", Severity.Suggestion, "Option is deprecated");

    /// <summary>A filter does nothing, because a stronger one is there.</summary>
    public static readonly DiagnosticDescriptor FilterWithoutEffect = new("MTEB5011", Severity.Warning, "Filter has no effect");

    /// <summary>Options stand without a command.</summary>
    public static readonly DiagnosticDescriptor CommandAssumed = new("MTEB5012", Severity.Warning, "Command 'run' is assumed");

    /// <summary>Emissions are not measured, whatever the options say.</summary>
    public static readonly DiagnosticDescriptor EmissionsNotMeasured = new("MTEB5013", Severity.Suggestion, "Emissions are not measured");

    /// <summary>Nothing says where the data are.</summary>
    public static readonly DiagnosticDescriptor DataFolderNeeded = new("MTEB5014", Severity.Error, "No data folder");

    /// <summary>A diagnostic code does not exist.</summary>
    public static readonly DiagnosticDescriptor UnknownCode = new("MTEB5015", Severity.Error, "Unknown diagnostic code");

    /// <summary>Standard output is closed or full.</summary>
    public static readonly DiagnosticDescriptor OutputRefused = new("MTEB5016", Severity.Error, "Output cannot be written");

    /// <summary>A file that an option or argument names cannot be read or written.</summary>
    public static readonly DiagnosticDescriptor FileRefused = new("MTEB5025", Severity.Error, "File cannot be read or written");
}
