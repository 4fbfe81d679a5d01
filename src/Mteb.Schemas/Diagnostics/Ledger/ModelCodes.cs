namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB3000 to MTEB3049: model folders.</summary>
public static class ModelCodes
{
}
