using System.Globalization;

namespace Mteb.Evaluation.Tokenization.Json;

/// <summary>
/// Reads numbers as the reference's JSON reader does: the digits as a whole number, then one multiplication or division by a
/// power of ten. The last bit may differ from the nearest number, and where scores tie that decides.
/// </summary>
internal static class ReferenceNumber
{
    private const int LargestPower = 308;

    /// <summary>Reads a number that is valid JSON.</summary>
    public static double Parse(ReadOnlySpan<byte> text)
    {
        var (digits, exponent, at) = (0UL, 0, 0);
        var isNegative = text[0] == '-';
        at += isNegative ? 1 : 0;
        var isFull = false;
        var isFraction = false;
        for (; at < text.Length && text[at] is not ((byte)'e' or (byte)'E'); at++)
        {
            if (text[at] == '.')
            {
                isFraction = true;
                continue;
            }

            var digit = (ulong)(text[at] - '0');
            isFull |= digits > (ulong.MaxValue - digit) / 10;
            digits = isFull ? digits : 10 * digits + digit;
            exponent += isFull ? (isFraction ? 0 : 1) : isFraction ? -1 : 0;
        }

        if (at < text.Length)
        {
            exponent += int.TryParse(text[(at + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given) ? Math.Clamp(given, -10000, 10000) : 0;
        }

        var value = Scale(digits, exponent);
        return isNegative ? -value : value;
    }

    private static double Scale(double value, int exponent)
    {
        for (; exponent < -LargestPower && value != 0; exponent += LargestPower)
        {
            value /= 1e308;
        }

        return exponent > LargestPower ? value == 0 ? 0 : double.PositiveInfinity
            : exponent >= 0 ? value * PowerOfTen(exponent)
            : value == 0 ? 0 : value / PowerOfTen(-exponent);
    }

    private static double PowerOfTen(int exponent) =>
        double.Parse(string.Create(CultureInfo.InvariantCulture, $"1e{exponent}"), CultureInfo.InvariantCulture);
}
