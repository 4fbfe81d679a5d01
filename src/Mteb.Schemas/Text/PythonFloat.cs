using System.Globalization;
using System.Numerics;

namespace Mteb.Schemas.Text;

/// <summary>
/// Floats as Python writes and rounds them: <c>repr</c> (shortest digits that give the same double back), <c>round</c> (the exact
/// binary value, ties to even) and numpy's <c>round</c>.
/// </summary>
public static class PythonFloat
{
    /// <summary>The most characters that <see cref="Format"/> writes: sign, 17 digits, point, four zeros or an exponent.</summary>
    public const int MaxLength = 32;

    // 10^22 is the largest power of ten that a double holds exactly.
    private const int MaxDigits = 22;

    private static readonly double[] PowersOfTen =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>The number as Python's <c>repr</c> writes it: <c>0.1</c>, <c>1.0</c>, <c>1e-05</c>, <c>1e+16</c>, <c>-0.0</c>, <c>nan</c>, <c>inf</c>.</summary>
    public static string Repr(double value)
    {
        Span<byte> utf8 = stackalloc byte[MaxLength];
        return double.IsNaN(value) ? "nan"
            : double.IsPositiveInfinity(value) ? "inf"
            : double.IsNegativeInfinity(value) ? "-inf"
            : System.Text.Encoding.ASCII.GetString(utf8[..Format(value, utf8)]);
    }

    /// <summary>Writes a finite number as <see cref="Repr"/> does.</summary>
    /// <param name="value">The number; not NaN, not infinite.</param>
    /// <param name="destination">Room for <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many ASCII bytes were written.</returns>
    public static int Format(double value, Span<byte> destination)
    {
        // "R" gives the shortest digits, in one of the forms 123.45 and 1.2345E+20.
        Span<byte> shortest = stackalloc byte[MaxLength];
        value.TryFormat(shortest, out var length, "R", CultureInfo.InvariantCulture);
        Span<byte> digits = stackalloc byte[20];
        var (count, point) = Digits(shortest[..length], digits, out var negative);
        var writer = new AsciiWriter(destination);
        if (negative)
        {
            writer.Add('-');
        }

        // Python writes an exponent where the decimal point would stand more than 16 places right or 4 places left of the first digit.
        if (point is > 16 or < -3)
        {
            WriteScientific(ref writer, digits[..count], point - 1);
        }
        else
        {
            WriteFixed(ref writer, digits[..count], point);
        }

        return writer.Length;
    }

    /// <summary>Python's <c>round(value, digits)</c>: the exact binary value, rounded half to even, as the nearest double.</summary>
    /// <param name="value">The number; NaN and infinities stay as they are.</param>
    /// <param name="digits">Decimals, 0 to 22.</param>
    public static double Round(double value, int digits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(digits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, MaxDigits);
        if (!double.IsFinite(value) || value == 0)
        {
            return value;
        }

        var scaled = value * PowersOfTen[digits];
        var magnitude = Math.Abs(scaled);
        if (magnitude < 1L << 48)
        {
            // The product is off by at most half a unit in its last place. Where that cannot reach the tie, the nearest integer
            // is certain, and integer / 10^digits is one correctly rounded operation on two exact numbers.
            var distance = Math.Abs(magnitude - Math.Floor(magnitude) - 0.5);
            if (distance > magnitude * 2.3e-16)
            {
                return Math.Round(scaled, MidpointRounding.ToEven) / PowersOfTen[digits];
            }
        }

        return RoundExactly(value, digits);
    }

    /// <summary>numpy's rounding of a scalar: <c>rint(value * 10^digits) / 10^digits</c> in doubles.</summary>
    /// <param name="value">The number.</param>
    /// <param name="digits">Decimals, 0 to 22.</param>
    public static double NumpyRound(double value, int digits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(digits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, MaxDigits);
        return Math.Round(value * PowersOfTen[digits], MidpointRounding.ToEven) / PowersOfTen[digits];
    }

    /// <summary>Splits "R" output into its significant digits and the place of the point: 0.d1d2... times ten to the point.</summary>
    private static (int Count, int Point) Digits(ReadOnlySpan<byte> shortest, Span<byte> digits, out bool negative)
    {
        negative = shortest[0] == '-';
        var mantissa = negative ? shortest[1..] : shortest;
        var exponent = 0;
        var mark = mantissa.IndexOf((byte)'E');
        if (mark >= 0)
        {
            exponent = int.Parse(mantissa[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            mantissa = mantissa[..mark];
        }

        var dot = mantissa.IndexOf((byte)'.');
        var point = (dot < 0 ? mantissa.Length : dot) + exponent;
        var count = 0;
        foreach (var character in mantissa)
        {
            if (character == '.')
            {
                continue;
            }

            if (count == 0 && character == '0')
            {
                point--;
                continue;
            }

            // A whole number may bring up to 15 trailing zeros, which are not significant but fit.
            digits[count++] = character;
        }

        while (count > 0 && digits[count - 1] == '0')
        {
            count--;
        }

        return count == 0 ? Zero(digits) : (count, point);

        static (int, int) Zero(Span<byte> digits)
        {
            digits[0] = (byte)'0';
            return (1, 1);
        }
    }

    private static void WriteFixed(ref AsciiWriter writer, scoped ReadOnlySpan<byte> digits, int point)
    {
        if (point <= 0)
        {
            writer.Add("0."u8);
            writer.Repeat('0', -point);
            writer.Add(digits);
            return;
        }

        var whole = Math.Min(point, digits.Length);
        writer.Add(digits[..whole]);
        writer.Repeat('0', point - whole);
        writer.Add('.');
        writer.Add(whole < digits.Length ? digits[whole..] : "0"u8);
    }

    private static void WriteScientific(ref AsciiWriter writer, scoped ReadOnlySpan<byte> digits, int exponent)
    {
        writer.Add((char)digits[0]);
        if (digits.Length > 1)
        {
            writer.Add('.');
            writer.Add(digits[1..]);
        }

        writer.Add('e');
        writer.Add(exponent < 0 ? '-' : '+');
        var size = Math.Abs(exponent);
        if (size >= 100)
        {
            writer.Add((char)('0' + (size / 100)));
        }

        writer.Add((char)('0' + (size / 10 % 10)));
        writer.Add((char)('0' + (size % 10)));
    }

    /// <summary>The definition itself, in whole numbers: |value| = mantissa * 2^exponent.</summary>
    private static double RoundExactly(double value, int digits)
    {
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        var stored = (int)(bits >> 52);
        var mantissa = bits & ((1L << 52) - 1);
        var exponent = (stored == 0 ? 1 : stored) - 1075;
        if (stored != 0)
        {
            mantissa |= 1L << 52;
        }

        if (exponent >= 0)
        {
            return value;
        }

        var scaled = mantissa * BigInteger.Pow(10, digits);
        var quotient = BigInteger.DivRem(scaled, BigInteger.One << -exponent, out var remainder);
        var half = remainder.CompareTo(BigInteger.One << (-exponent - 1));
        if (half > 0 || (half == 0 && !quotient.IsEven))
        {
            quotient++;
        }

        var decimals = quotient.ToString(CultureInfo.InvariantCulture) + "e-" + digits.ToString(CultureInfo.InvariantCulture);
        return Math.CopySign(double.Parse(decimals, NumberStyles.Float, CultureInfo.InvariantCulture), value);
    }

    private ref struct AsciiWriter(Span<byte> destination)
    {
        private readonly Span<byte> _destination = destination;

        public int Length { get; private set; }

        public void Add(char character) => _destination[Length++] = (byte)character;

        public void Add(scoped ReadOnlySpan<byte> text)
        {
            text.CopyTo(_destination[Length..]);
            Length += text.Length;
        }

        public void Repeat(char character, int count)
        {
            _destination.Slice(Length, count).Fill((byte)character);
            Length += count;
        }
    }
}
