using System.Globalization;
using System.Text.RegularExpressions;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Validation;

/// <summary>Numbers as mteb's models take them: plain, as text, or as true and false.</summary>
internal static partial class LenientNumber
{
    /// <summary>The number; null when the value is none.</summary>
    public static double? Of(JsonValue value) => value.Kind switch
    {
        JsonKind.Switch => value.IsTrue ? 1 : 0,
        JsonKind.Text => OfText(value.AsText()!),
        _ => value.AsNumber(),
    };

    /// <summary>The number in a text, as Python's <c>float</c> reads it; null when there is none.</summary>
    public static double? OfText(string text) => DigitGroups().Replace(text.Trim(), "").ToLowerInvariant() switch
    {
        "nan" or "+nan" or "-nan" => double.NaN,
        "inf" or "+inf" or "infinity" or "+infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        var plain when plain.Contains('\0', StringComparison.Ordinal) => null,
        var plain => double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsNaN(number) ? number : null,
    };

    [GeneratedRegex("(?<=[0-9])_(?=[0-9])")]
    private static partial Regex DigitGroups();
}
