using System.Globalization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Tool.Syntax;

/// <summary>Holds what was written against the definition of the option.</summary>
internal static class OptionCheck
{
    /// <summary>What is wrong with an option as written.</summary>
    public static IEnumerable<Diagnostic> Errors(VerbSpec verb, WrittenOption option)
    {
        var spec = option.Spec;
        foreach (var stray in option.Values.Where(UsageErrors.LooksLikeOption))
        {
            yield return UsageErrors.Stray(verb, stray);
        }

        string[] values = [.. option.Values.Where(value => !UsageErrors.LooksLikeOption(value))];
        if (spec.Count is ValueCount.One or ValueCount.OneOrMore && (option.Values.Count == 0 || values.Contains("")))
        {
            yield return UsageErrors.NoValue(verb, spec);
        }

        if (spec.Count == ValueCount.One && (option.Times > 1 || values.Length > 1))
        {
            yield return OptionCodes.RepeatedOption.Here(
                $"'{spec.Name}' takes one value and stands {Times(option.Times)} on the command line.",
                "Write it once.");
        }

        foreach (var value in values.Where(value => value.Length > 0 && Normalise(spec, value) is null))
        {
            yield return spec.Range is { } range ? UsageErrors.NotInRange(spec, value, range) : UsageErrors.NotAChoice(spec, value);
        }
    }

    /// <summary>What should be said about an option that is right.</summary>
    public static IEnumerable<Diagnostic> Notices(WrittenOption option) => option.Spellings
        .Where(option.Spec.OldSpellings.Contains)
        .Select(old => OptionCodes.OldOption.Here(
            $"'{old}' is the spelling of a former version; it means '{option.Spec.Name}'.",
            $"Write '{option.Spec.Name}'."));

    /// <summary>The values in the spelling of the definition.</summary>
    public static IReadOnlyList<string> Normalised(WrittenOption option) => option.Spec.Count is ValueCount.None or ValueCount.Ignored
        ? []
        : [.. option.Values.Select(value => Normalise(option.Spec, value) ?? value)];

    private static string? Normalise(OptionSpec spec, string value)
    {
        if (spec.Range is { } range)
        {
            return int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= range.Least && number <= range.Most
                ? number.ToString(CultureInfo.InvariantCulture)
                : null;
        }

        return spec.Choices.Count == 0
            ? value
            : spec.Choices.FirstOrDefault(choice => choice.Equals(value, StringComparison.OrdinalIgnoreCase));
    }

    private static string Times(int times) => times == 2 ? "twice" : string.Create(CultureInfo.InvariantCulture, $"{times} times");
}
