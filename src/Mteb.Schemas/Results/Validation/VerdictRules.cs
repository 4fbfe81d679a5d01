using System.Collections.Frozen;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Results.Validation;

/// <summary>From what was found in a file to what is to be thought of it.</summary>
internal static class VerdictRules
{
    private static readonly FrozenSet<string> Suspicious = FrozenSet.Create(
        StringComparer.Ordinal,
        "W202", "W203", "W204", "W205", "W206", "W207", "W210", "W212", "W216", "W217", "W218", "W232", "W243", "W244", "W245", "W252", "W301", "W302");

    /// <summary>The verdict. It follows the rules, whatever severity a user gives to their codes.</summary>
    public static Verdict Of(IReadOnlyList<Diagnostic> diagnostics)
    {
        var verdict = Verdict.Valid;
        foreach (var descriptor in diagnostics.Select(diagnostic => diagnostic.Descriptor))
        {
            if (descriptor.Severity == Severity.Error)
            {
                return Verdict.Invalid;
            }

            if (descriptor == ContentCodes.OldForm)
            {
                verdict = Verdict.Legacy;
            }
            else if (verdict == Verdict.Valid && descriptor.Rule is { } rule && Suspicious.Contains(rule))
            {
                verdict = Verdict.Suspicious;
            }
        }

        return verdict;
    }
}
