using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Verification;

/// <summary>What becomes of warnings that nobody will look at.</summary>
public static class UnattendedSeverity
{
    /// <summary>Makes errors of warnings.</summary>
    public static IReadOnlyList<Diagnostic> Raise(IReadOnlyList<Diagnostic> diagnostics) =>
        [.. diagnostics.Select(diagnostic => diagnostic.Severity == Severity.Warning ? diagnostic with { Severity = Severity.Error } : diagnostic)];
}
