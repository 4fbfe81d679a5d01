using System.Globalization;
using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Cards.Checking;

/// <summary>Finds plain scalars that readers of YAML 1.1 and 1.2 take for different things, and numbers that lose a zero.</summary>
internal static class ScalarCheck
{
    /// <summary>What different readers read differently.</summary>
    public static IEnumerable<Diagnostic> Check(ModelCard card, YamlNode node, string? key = null) => node switch
    {
        YamlScalar { Style: ScalarStyle.Plain, Tag: null } scalar => Finding(card, scalar, key) is { } finding ? [finding] : [],
        YamlSequence list => list.Items.SelectMany(item => Check(card, item.Node, key)),
        YamlMapping mapping => mapping.Entries.SelectMany(entry => Check(card, entry.Key).Concat(Check(card, entry.Value, entry.Name))),
        _ => [],
    };

    private static Diagnostic? Finding(ModelCard card, YamlScalar scalar, string? key)
    {
        var (core, legacy) = (scalar.Kind, YamlScalars.KindInLegacy(scalar.Value));
        if (core != legacy || IsOctal(scalar.Value, core))
        {
            return CardCodes.YamlTrap.At(card.Place(scalar.ContentStart),
                $"'{scalar.Value}' is {Word(legacy, scalar.Value)} to readers of YAML 1.1 and {Word(core, null)} to readers of YAML 1.2.",
                $"Write \"{scalar.Value}\" with quotes if text is meant.");
        }

        // A score may well be written 0.60; a version or a name may not.
        var isNumber = core == ScalarKind.Number && key is not ("value" or "emissions") && scalar.Value.Contains('.', StringComparison.Ordinal);
        return isNumber && YamlScalars.Number(scalar.Value) is { } number && double.IsFinite(number)
            && scalar.Value.EndsWith('0') && scalar.Value != number.ToString("R", CultureInfo.InvariantCulture)
            ? CardCodes.YamlTrap.At(card.Place(scalar.ContentStart),
                $"'{scalar.Value}' is a number, so that readers see {number.ToString("R", CultureInfo.InvariantCulture)}.",
                $"Write \"{scalar.Value}\" with quotes if text is meant.")
            : null;
    }

    // 014 is twelve to the one and fourteen to the other.
    private static bool IsOctal(string value, ScalarKind kind) =>
        kind == ScalarKind.WholeNumber && value.Length > 1 && value[0] == '0' && value.All(char.IsAsciiDigit);

    private static string Word(ScalarKind kind, string? value) => kind switch
    {
        ScalarKind.Boolean => "a truth value",
        ScalarKind.Null => "nothing",
        ScalarKind.WholeNumber when value?.Contains(':', StringComparison.Ordinal) == true => "a number with base 60",
        ScalarKind.WholeNumber => value is { Length: > 1 } && value[0] == '0' ? "an octal number" : "a whole number",
        ScalarKind.Number => "a number",
        ScalarKind.Date => "a date",
        _ => "text",
    };
}
