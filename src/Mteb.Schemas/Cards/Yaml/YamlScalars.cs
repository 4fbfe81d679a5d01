using System.Globalization;
using System.Text.RegularExpressions;

namespace Mteb.Schemas.Cards.Yaml;

/// <summary>What a reader makes of a plain scalar.</summary>
public enum ScalarKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Nothing.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    WholeNumber,

    /// <summary>A number with a point or an exponent, infinity, or not a number.</summary>
    Number,

    /// <summary>A day or a moment (YAML 1.1 only).</summary>
    Date,
}

/// <summary>
/// What readers make of a plain scalar: those of YAML 1.2 with its core schema, and those of YAML 1.1 (Python's, among
/// others) with the types that its type repository lists.
/// </summary>
public static partial class YamlScalars
{
    /// <summary>The tag that says "text".</summary>
    public const string TextTag = "tag:yaml.org,2002:str";

    /// <summary>What YAML 1.2's core schema says (specification 1.2.2, section 10.3.2).</summary>
    public static ScalarKind KindInCore(string plain) => plain switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Boolean,
        _ when !MayBeNumber(plain) => ScalarKind.Text,
        _ when CoreInteger().IsMatch(plain) => ScalarKind.WholeNumber,
        _ when CoreFloat().IsMatch(plain) => ScalarKind.Number,
        _ => ScalarKind.Text,
    };

    /// <summary>What YAML 1.1 says (its type repository: bool, float, int, null, timestamp).</summary>
    public static ScalarKind KindInLegacy(string plain) => plain switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
        _ when LegacyBoolean().IsMatch(plain) => ScalarKind.Boolean,
        _ when !MayBeNumber(plain) => ScalarKind.Text,
        _ when LegacyInteger().IsMatch(plain) => ScalarKind.WholeNumber,
        _ when LegacyFloat().IsMatch(plain) => ScalarKind.Number,
        _ when LegacyDate().IsMatch(plain) => ScalarKind.Date,
        _ => ScalarKind.Text,
    };

    /// <summary>The number that a plain scalar of kind integer or float means in YAML 1.2; null when it is none.</summary>
    public static double? Number(string plain) => KindInCore(plain) switch
    {
        ScalarKind.WholeNumber when plain.StartsWith("0x", StringComparison.Ordinal) => WithBase(plain, 16),
        ScalarKind.WholeNumber when plain.StartsWith("0o", StringComparison.Ordinal) => WithBase(plain, 8),
        ScalarKind.WholeNumber => double.Parse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        ScalarKind.Number when plain.EndsWith("nan", StringComparison.OrdinalIgnoreCase) => double.NaN,
        ScalarKind.Number when plain.EndsWith("inf", StringComparison.OrdinalIgnoreCase) => plain[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
        ScalarKind.Number => double.Parse(plain, NumberStyles.Float, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static double WithBase(string plain, int radix) =>
        plain[2..].Aggregate(0.0, (sum, digit) => (sum * radix) + int.Parse([digit], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));

    private static bool MayBeNumber(string plain) => char.IsAsciiDigit(plain[0]) || plain[0] is '.' or '-' or '+';

    [GeneratedRegex(@"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\z")]
    private static partial Regex CoreInteger();

    [GeneratedRegex(@"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z")]
    private static partial Regex CoreFloat();

    [GeneratedRegex(@"^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)\z")]
    private static partial Regex LegacyBoolean();

    [GeneratedRegex(@"^[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)\z")]
    private static partial Regex LegacyInteger();

    [GeneratedRegex(@"^(?:[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z")]
    private static partial Regex LegacyFloat();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?)?\z")]
    private static partial Regex LegacyDate();
}
