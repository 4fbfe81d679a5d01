using System.Globalization;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Tool.Syntax;

/// <summary>What was written on the command line for one verb. Choices and ranges have been checked.</summary>
/// <param name="Values">The values of each option that was written; none for a switch.</param>
/// <param name="Arguments">The values that belong to no option.</param>
/// <param name="Notices">What the parser had to say (old spellings, for example); no errors.</param>
internal sealed record OptionValues(
    IReadOnlyDictionary<OptionSpec, IReadOnlyList<string>> Values,
    IReadOnlyList<string> Arguments,
    IReadOnlyList<Diagnostic> Notices)
{
    /// <summary>Whether the option was written.</summary>
    public bool Has(OptionSpec option) => Values.ContainsKey(option);

    /// <summary>The option's one value; null when it was not written.</summary>
    public string? Text(OptionSpec option) => Values.TryGetValue(option, out var values) ? values[0] : null;

    /// <summary>The option's value as a number; null when it was not written.</summary>
    public int? Number(OptionSpec option) => Text(option) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>All values of the option, in order, each once; empty when it was not written.</summary>
    public IReadOnlyList<string> All(OptionSpec option) =>
        Values.TryGetValue(option, out var values) ? [.. values.Distinct(StringComparer.Ordinal)] : [];
}
