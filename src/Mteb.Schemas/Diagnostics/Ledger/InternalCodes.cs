namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB9000 to MTEB9099: faults of this program.</summary>
public static class InternalCodes
{
    /// <summary>An exception that nobody foresaw.</summary>
    public static readonly DiagnosticDescriptor Unexpected = new("MTEB9001", Severity.Error, "Internal error");
}
