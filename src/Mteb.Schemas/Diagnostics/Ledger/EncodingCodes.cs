namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB3100 to MTEB3149: running a model.</summary>
public static class EncodingCodes
{
}
