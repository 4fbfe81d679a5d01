using System.Globalization;
using System.Numerics;

namespace Mteb.Evaluation.Numerics;

/// <summary>Rounds to decimals as Python and numpy do.</summary>
public static class DecimalRounding
{
    /// <summary>
    /// Python's <c>round(x, n)</c>: rounds the exact binary value, half to even, and gives the double nearest to the decimal
    /// result. NaN, infinities and zeros come back as they are.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="decimals">Number of decimals, 0 to 15.</param>
    public static double Python(double value, int decimals)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var fraction = bits & 0xFFFFFFFFFFFFF;
        if (exponent == 0x7FF || value == 0)
        {
            return value;
        }

        // |value| = mantissa * 2^power
        var mantissa = exponent == 0 ? fraction : fraction | 0x10000000000000;
        var power = Math.Max(exponent, 1) - 1075;
        if (power >= 0)
        {
            return value;
        }

        var rounded = HalfEven((BigInteger)mantissa * BigInteger.Pow(10, decimals), -power);
        var text = string.Create(CultureInfo.InvariantCulture, $"{rounded}E-{decimals}");
        return double.CopySign(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture), value);
    }

    /// <summary>numpy's <c>round</c> to decimals: <c>rint(x * 10^n) / 10^n</c> in double.</summary>
    /// <inheritdoc cref="Python"/>
    public static double Numpy(double value, int decimals)
    {
        var scale = Math.Pow(10, decimals);
        return Math.Round(value * scale, MidpointRounding.ToEven) / scale;
    }

    private static BigInteger HalfEven(BigInteger value, int shift)
    {
        var quotient = value >> shift;
        var rest = value - (quotient << shift);
        var half = BigInteger.One << (shift - 1);
        return rest > half || (rest == half && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
