namespace Mteb.Schemas.Diagnostics;

/// <summary>A problem in user data, as a value: what, where, and what to do about it.</summary>
/// <param name="Descriptor">The line of the ledger that it belongs to.</param>
/// <param name="Severity">The severity in force; differs from the descriptor's where a user configured it.</param>
/// <param name="Message">What is wrong, with the particulars.</param>
/// <param name="Remedy">What the user can do about it.</param>
/// <param name="Place">Where it is wrong.</param>
public sealed record Diagnostic(DiagnosticDescriptor Descriptor, Severity Severity, string Message, string Remedy, SourcePlace Place)
{
    /// <summary>"MTEB" and four digits.</summary>
    public string Code => Descriptor.Code;
}
