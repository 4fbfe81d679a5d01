namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB9000 to MTEB9099: faults of this program.</summary>
public static class InternalCodes
{
}
