namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB3250 to MTEB3299: runs, their results and their resumption.</summary>
public static class RunCodes
{
}
