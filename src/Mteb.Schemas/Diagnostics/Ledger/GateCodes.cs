namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB3300 to MTEB3319: gates.</summary>
public static class GateCodes
{
    /// <summary>Gate is not met.</summary>
    public static readonly DiagnosticDescriptor GateNotMet = new("MTEB3300", Severity.Error, "Gate is not met");

    /// <summary>Gate has no threshold.</summary>
    public static readonly DiagnosticDescriptor GateUnusable = new("MTEB3301", Severity.Error, "Gate has no threshold");

    /// <summary>Gate has nothing to check.</summary>
    public static readonly DiagnosticDescriptor NothingToCheck = new("MTEB3302", Severity.Error, "Gate has nothing to check");
}
