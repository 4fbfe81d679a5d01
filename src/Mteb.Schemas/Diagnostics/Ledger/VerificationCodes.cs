namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB3400 to MTEB3419: what a model does, before and after a run.</summary>
public static class VerificationCodes
{
    /// <summary>Sentences are not nearer to their paraphrases than to unrelated ones.</summary>
    public static readonly DiagnosticDescriptor CanaryFailed = new("MTEB3400", Severity.Warning, "Paraphrases are not nearer than unrelated sentences");

    /// <summary>Vectors of different texts hardly differ.</summary>
    public static readonly DiagnosticDescriptor Collapsed = new("MTEB3401", Severity.Warning, "Vectors of different texts are nearly the same");

    /// <summary>The model's files differ from its lock file.</summary>
    public static readonly DiagnosticDescriptor FilesChanged = new("MTEB3402", Severity.Error, "Files of the model are not those that were locked");

    /// <summary>The lock file of the model is damaged.</summary>
    public static readonly DiagnosticDescriptor LockInvalid = new("MTEB3403", Severity.Error, "Lock file cannot be read");
}
