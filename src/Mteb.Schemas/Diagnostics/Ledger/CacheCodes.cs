namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB3340 to MTEB3349: vectors that are kept from run to run.</summary>
public static class CacheCodes
{
    /// <summary>A checksum does not fit.</summary>
    public static readonly DiagnosticDescriptor Damaged = new("MTEB3340", Severity.Warning, "File of the embedding cache is damaged");

    /// <summary>A file ends in the middle of a vector.</summary>
    public static readonly DiagnosticDescriptor Torn = new("MTEB3341", Severity.Suggestion, "File of the embedding cache is not complete");

    /// <summary>The folder cannot be written.</summary>
    public static readonly DiagnosticDescriptor Unusable = new("MTEB3342", Severity.Warning, "Embedding cache cannot be written");
}
