using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Validation;

/// <summary>What mteb's models take for a whole number, for true and false, and for a day.</summary>
internal static partial class LenientText
{
    // pydantic reads no day before this one from a number.
    private static readonly DateTimeOffset EarliestDayInSeconds = new(1600, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // 2^63
    private const double BeyondLong = 9223372036854775808;

    private static readonly FrozenSet<string> Switches = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "0", "off", "f", "false", "n", "no", "1", "on", "t", "true", "y", "yes");

    /// <summary>Whether the value is taken for a whole number: also <c>768.0</c>, <c>"768"</c> and true.</summary>
    public static bool IsWholeNumber(JsonValue value) => value.Kind switch
    {
        JsonKind.WholeNumber or JsonKind.Switch => true,
        JsonKind.Number => value.AsNumber() is { } number && Math.Floor(number) == number && Math.Abs(number) < BeyondLong,
        JsonKind.Text => WholeNumber().IsMatch(value.AsText()!.Trim()),
        _ => false,
    };

    /// <summary>Whether the value is taken for a number. A whole number beyond the range of doubles is not.</summary>
    public static bool IsNumber(JsonValue value) =>
        LenientNumber.Of(value) is { } number && (value.Kind != JsonKind.WholeNumber || double.IsFinite(number));

    /// <summary>Whether the value is taken for true or false: also 0, 1, <c>"yes"</c> and <c>"off"</c>.</summary>
    public static bool IsSwitch(JsonValue value) => value.Kind switch
    {
        JsonKind.Switch => true,
        JsonKind.WholeNumber or JsonKind.Number => value.AsNumber() is 0 or 1,
        JsonKind.Text => Switches.Contains(value.AsText()!),
        _ => false,
    };

    /// <summary>Whether a value that is taken for true or false is taken for true.</summary>
    public static bool IsOn(JsonValue value) => value.Kind switch
    {
        JsonKind.Switch => value.IsTrue,
        JsonKind.Text => value.AsText()!.ToUpperInvariant() is "1" or "ON" or "T" or "TRUE" or "Y" or "YES",
        _ => value.AsNumber() == 1,
    };

    /// <summary>Whether the value is taken for a day: <c>2024-05-01</c>, midnight of a day, or midnight in Unix seconds.</summary>
    public static bool IsDay(JsonValue value) => DayOf(value) is not null;

    /// <summary>The day that a value is taken for; null when it is none.</summary>
    public static DateOnly? DayOf(JsonValue value)
    {
        if (value.AsText() is not { } text)
        {
            return value.Kind is JsonKind.WholeNumber or JsonKind.Number ? DayAtMidnight(value.AsNumber()!.Value) : null;
        }

        if (Seconds().IsMatch(text))
        {
            return DayAtMidnight(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
        }

        return Day().Match(text) is { Success: true } match
            && DateOnly.TryParseExact(match.Groups["day"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    private static DateOnly? DayAtMidnight(double number) =>
        UnixTime.FromSeconds(number) is { } date && date.TimeOfDay == TimeSpan.Zero && date >= EarliestDayInSeconds ? DateOnly.FromDateTime(date.UtcDateTime) : null;

    [GeneratedRegex(@"^[+-]?[0-9]+(?:_[0-9]+)*(?:\.0+)?\z")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^[+-]?[0-9]+(?:\.[0-9]+)?\z")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"^(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt _]00:00(?::00(?:\.(?:0{1,6}|0{6}[0-9]*))?)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])?)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Day();
}
