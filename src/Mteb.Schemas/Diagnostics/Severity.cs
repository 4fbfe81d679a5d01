namespace Mteb.Schemas.Diagnostics;

/// <summary>How much a <see cref="Diagnostic"/> matters.</summary>
public enum Severity
{
    /// <summary>Switched off: counted nowhere and never shown.</summary>
    None,

    /// <summary>Worth knowing; never fails anything.</summary>
    Suggestion,

    /// <summary>The result stands, but somebody should look. Unattended runs may treat it as an error.</summary>
    Warning,

    /// <summary>The input cannot be used, or the result would be wrong.</summary>
    Error,
}
