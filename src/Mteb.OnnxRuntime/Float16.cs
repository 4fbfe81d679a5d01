using System.Globalization;
using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>A number of half precision (IEEE 754 binary16), as tensors hold it: 1 bit sign, 5 bits exponent, 10 bits fraction.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Float16 : IComparable, IComparable<Float16>, IEquatable<Float16>
{
    /// <summary>The bits.</summary>
    public readonly ushort value;

    /// <summary>Takes bits as they are.</summary>
    public Float16(ushort v) => value = v;

    /// <summary>Zero.</summary>
    public static Float16 Zero => new(0);

    /// <summary>One.</summary>
    public static Float16 One => new(0x3C00);

    /// <summary>Not a number.</summary>
    public static Float16 NaN => new(0xFE00);

    /// <summary>Positive infinity.</summary>
    public static Float16 PositiveInfinity => new(0x7C00);

    /// <summary>Negative infinity.</summary>
    public static Float16 NegativeInfinity => new(0xFC00);

    /// <summary>The least finite number, -65504.</summary>
    public static Float16 MinValue => new(0xFBFF);

    /// <summary>The greatest finite number, 65504.</summary>
    public static Float16 MaxValue => new(0x7BFF);

    private Half Half => BitConverter.UInt16BitsToHalf(value);

    /// <summary>Whether it is not a number.</summary>
    public static bool IsNaN(Float16 value) => Half.IsNaN(value.Half);

    /// <summary>Whether it is neither infinite nor not a number.</summary>
    public static bool IsFinite(Float16 value) => Half.IsFinite(value.Half);

    /// <summary>Whether it is infinite.</summary>
    public static bool IsInfinity(Float16 value) => Half.IsInfinity(value.Half);

    /// <summary>Whether its sign is minus.</summary>
    public static bool IsNegative(Float16 value) => Half.IsNegative(value.Half);

    /// <summary>The nearest number of half precision, ties to even.</summary>
    public static explicit operator Float16(float value) => new(BitConverter.HalfToUInt16Bits((Half)value));

    /// <summary>The same number in single precision.</summary>
    public static explicit operator float(Float16 value) => value.ToFloat();

    /// <summary>Compares as numbers: zeros are equal, NaN equals nothing.</summary>
    public static bool operator ==(Float16 left, Float16 right) => left.Half == right.Half;

    /// <summary>Compares as numbers.</summary>
    public static bool operator !=(Float16 left, Float16 right) => left.Half != right.Half;

    /// <summary>Compares as numbers.</summary>
    public static bool operator <(Float16 left, Float16 right) => left.Half < right.Half;

    /// <summary>Compares as numbers.</summary>
    public static bool operator >(Float16 left, Float16 right) => left.Half > right.Half;

    /// <summary>Compares as numbers.</summary>
    public static bool operator <=(Float16 left, Float16 right) => left.Half <= right.Half;

    /// <summary>Compares as numbers.</summary>
    public static bool operator >=(Float16 left, Float16 right) => left.Half >= right.Half;

    /// <summary>The same number in single precision.</summary>
    public float ToFloat() => (float)Half;

    /// <inheritdoc/>
    public int CompareTo(Float16 other) => Half.CompareTo(other.Half);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Float16 other => CompareTo(other),
        _ => throw new ArgumentException($"A {nameof(Float16)} compares with its like only.", nameof(obj)),
    };

    /// <inheritdoc/>
    public bool Equals(Float16 other) => Half.Equals(other.Half);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Float16 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Half.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => ToFloat().ToString(CultureInfo.InvariantCulture);
}
