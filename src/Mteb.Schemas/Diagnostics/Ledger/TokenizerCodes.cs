namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB3050 to MTEB3099: tokenizers.</summary>
public static class TokenizerCodes
{
}
