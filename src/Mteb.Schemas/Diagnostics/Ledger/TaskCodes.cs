namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB3200 to MTEB3249: scoring.</summary>
public static class TaskCodes
{
}
