namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB1400 to MTEB1499: rules of the public results repository, C101 to C115.</summary>
public static class RepositoryCodes
{
    /// <summary>File name and task differ.</summary>
    public static readonly DiagnosticDescriptor FileNameDiffers = new("MTEB1401", Severity.Error, "File name and task differ") { Rule = "C101" };

    /// <summary>File is too large.</summary>
    public static readonly DiagnosticDescriptor FileTooLarge = new("MTEB1402", Severity.Error, "File is too large") { Rule = "C102" };

    /// <summary>model_meta.json is missing.</summary>
    public static readonly DiagnosticDescriptor MetaMissing = new("MTEB1403", Severity.Error, "model_meta.json is missing") { Rule = "C103" };

    /// <summary>Revision of the model is unusable.</summary>
    public static readonly DiagnosticDescriptor MetaRevisionUnusable = new("MTEB1404", Severity.Error, "Revision of the model is unusable") { Rule = "C104" };

    /// <summary>Name of the model has no organisation.</summary>
    public static readonly DiagnosticDescriptor MetaNameUnusable = new("MTEB1405", Severity.Error, "Name of the model has no organisation") { Rule = "C105" };

    /// <summary>Revision and folder differ.</summary>
    public static readonly DiagnosticDescriptor MetaRevisionDiffers = new("MTEB1406", Severity.Error, "Revision and folder differ") { Rule = "C106" };

    /// <summary>Folder is not where it belongs.</summary>
    public static readonly DiagnosticDescriptor FolderLayout = new("MTEB1407", Severity.Error, "Folder is not where it belongs") { Rule = "C107" };

    /// <summary>A task in two revisions.</summary>
    public static readonly DiagnosticDescriptor TaskInTwoRevisions = new("MTEB1408", Severity.Error, "A task in two revisions") { Rule = "C108" };

    /// <summary>Model is not registered.</summary>
    public static readonly DiagnosticDescriptor ModelNotRegistered = new("MTEB1409", Severity.Error, "Model is not registered") { Rule = "C109" };

    /// <summary>A change loses an entry.</summary>
    public static readonly DiagnosticDescriptor EntryRemoved = new("MTEB1410", Severity.Error, "A change loses an entry") { Rule = "C110" };

    /// <summary>A change moves a score.</summary>
    public static readonly DiagnosticDescriptor ScoreMoved = new("MTEB1411", Severity.Error, "A change moves a score") { Rule = "C111" };

    /// <summary>Two folders of one revision.</summary>
    public static readonly DiagnosticDescriptor RevisionTwice = new("MTEB1412", Severity.Error, "Two folders of one revision") { Rule = "C112" };

    /// <summary>Experiment folder is not valid.</summary>
    public static readonly DiagnosticDescriptor ExperimentInvalid = new("MTEB1413", Severity.Error, "Experiment folder is not valid") { Rule = "C113" };

    /// <summary>A change loses a language.</summary>
    public static readonly DiagnosticDescriptor LanguageRemoved = new("MTEB1414", Severity.Error, "A change loses a language") { Rule = "C114" };

    /// <summary>Results do not load.</summary>
    public static readonly DiagnosticDescriptor NotLoadable = new("MTEB1415", Severity.Error, "Results do not load") { Rule = "C115" };

    /// <summary>The base cannot be compared with.</summary>
    public static readonly DiagnosticDescriptor BaseUnreadable = new("MTEB1450", Severity.Error, "The base cannot be compared with");
}
