namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB3320 to MTEB3339: models whose vectors another program makes.</summary>
public static class ForeignEncoderCodes
{
    /// <summary>There is no connection to an endpoint.</summary>
    public static readonly DiagnosticDescriptor Unreachable = new("MTEB3320", Severity.Error, "Endpoint cannot be reached");

    /// <summary>An endpoint does not want the request.</summary>
    public static readonly DiagnosticDescriptor Refused = new("MTEB3321", Severity.Error, "Endpoint refused the request");

    /// <summary>An endpoint is busy, or out of order.</summary>
    public static readonly DiagnosticDescriptor Overloaded = new("MTEB3322", Severity.Error, "Endpoint takes no requests");

    /// <summary>An answer did not come in time.</summary>
    public static readonly DiagnosticDescriptor Silent = new("MTEB3323", Severity.Error, "Encoder is silent");

    /// <summary>An answer is cut, no JSON, or of another form.</summary>
    public static readonly DiagnosticDescriptor AnswerUnreadable = new("MTEB3324", Severity.Error, "Answer of an encoder cannot be read");

    /// <summary>It is not certain which text a vector belongs to.</summary>
    public static readonly DiagnosticDescriptor AnswerOrder = new("MTEB3325", Severity.Error, "Answer of an encoder is out of order");

    /// <summary>A command cannot be started.</summary>
    public static readonly DiagnosticDescriptor CommandNotStarted = new("MTEB3326", Severity.Error, "Command cannot be started");

    /// <summary>A command ended without an answer.</summary>
    public static readonly DiagnosticDescriptor CommandEnded = new("MTEB3327", Severity.Error, "Command ended");
}
