namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB3150 to MTEB3199: evaluation data and tasks of one's own.</summary>
public static class DatasetCodes
{
}
