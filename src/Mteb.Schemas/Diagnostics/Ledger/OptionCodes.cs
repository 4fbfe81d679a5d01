namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB5000 to MTEB5099: options and configuration.</summary>
public static class OptionCodes
{
}
