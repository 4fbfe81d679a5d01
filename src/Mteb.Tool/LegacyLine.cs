using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Tool.Commands;
using Mteb.Tool.Syntax;

namespace Mteb.Tool;

/// <summary>Command lines of mteb 1, which had options of <c>run</c> without the command.</summary>
internal static class LegacyLine
{
    /// <summary>What is said about such a line.</summary>
    public static Diagnostic Notice => OptionCodes.CommandAssumed.Here(
        "The line names no command; 'run' is assumed, as mteb 1 did. That is deprecated.",
        "Write 'mteb run' before the options.");

    /// <summary>Whether a line consists of options of <c>run</c> alone.</summary>
    public static bool AssumesRun(IReadOnlyList<string> line, IReadOnlyList<VerbSpec> verbs)
    {
        if (line.Count == 0 || !UsageErrors.LooksLikeOption(line[0]))
        {
            return false;
        }

        var first = line[0].Split('=', ':')[0];
        return verbs.Any(verb => verb.Name == RunVerb.Name
            && verb.Options.Any(option => option.Name == first || option.OtherSpellings.Contains(first)));
    }
}
