using System.Globalization;
using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>A number of the format bfloat16, as tensors hold it: the upper half of a single-precision number.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct BFloat16 : IComparable, IComparable<BFloat16>, IEquatable<BFloat16>
{
    /// <summary>The bits.</summary>
    public readonly ushort value;

    /// <summary>Takes bits as they are.</summary>
    public BFloat16(ushort v) => value = v;

    /// <summary>Zero.</summary>
    public static BFloat16 Zero => new(0);

    /// <summary>One.</summary>
    public static BFloat16 One => new(0x3F80);

    /// <summary>Not a number.</summary>
    public static BFloat16 NaN => new(0xFFC0);

    /// <summary>Positive infinity.</summary>
    public static BFloat16 PositiveInfinity => new(0x7F80);

    /// <summary>Negative infinity.</summary>
    public static BFloat16 NegativeInfinity => new(0xFF80);

    /// <summary>The least finite number.</summary>
    public static BFloat16 MinValue => new(0xFF7F);

    /// <summary>The greatest finite number.</summary>
    public static BFloat16 MaxValue => new(0x7F7F);

    /// <summary>Whether it is not a number.</summary>
    public static bool IsNaN(BFloat16 value) => float.IsNaN(value.ToFloat());

    /// <summary>Whether it is neither infinite nor not a number.</summary>
    public static bool IsFinite(BFloat16 value) => float.IsFinite(value.ToFloat());

    /// <summary>Whether it is infinite.</summary>
    public static bool IsInfinity(BFloat16 value) => float.IsInfinity(value.ToFloat());

    /// <summary>Whether its sign is minus.</summary>
    public static bool IsNegative(BFloat16 value) => float.IsNegative(value.ToFloat());

    /// <summary>The nearest bfloat16, ties to even.</summary>
    public static explicit operator BFloat16(float value)
    {
        if (float.IsNaN(value))
        {
            return NaN;
        }

        // Half of the last kept bit, less one where that bit is even, rounds ties to even; a carry into the exponent is right.
        var bits = BitConverter.SingleToUInt32Bits(value);
        return new BFloat16((ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16));
    }

    /// <summary>The same number in single precision.</summary>
    public static explicit operator float(BFloat16 value) => value.ToFloat();

    /// <summary>Compares as numbers: zeros are equal, NaN equals nothing.</summary>
    public static bool operator ==(BFloat16 left, BFloat16 right) => left.ToFloat() == right.ToFloat();

    /// <summary>Compares as numbers.</summary>
    public static bool operator !=(BFloat16 left, BFloat16 right) => left.ToFloat() != right.ToFloat();

    /// <summary>Compares as numbers.</summary>
    public static bool operator <(BFloat16 left, BFloat16 right) => left.ToFloat() < right.ToFloat();

    /// <summary>Compares as numbers.</summary>
    public static bool operator >(BFloat16 left, BFloat16 right) => left.ToFloat() > right.ToFloat();

    /// <summary>Compares as numbers.</summary>
    public static bool operator <=(BFloat16 left, BFloat16 right) => left.ToFloat() <= right.ToFloat();

    /// <summary>Compares as numbers.</summary>
    public static bool operator >=(BFloat16 left, BFloat16 right) => left.ToFloat() >= right.ToFloat();

    /// <summary>The same number in single precision.</summary>
    public float ToFloat() => BitConverter.UInt32BitsToSingle((uint)value << 16);

    /// <inheritdoc/>
    public int CompareTo(BFloat16 other) => ToFloat().CompareTo(other.ToFloat());

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        BFloat16 other => CompareTo(other),
        _ => throw new ArgumentException($"A {nameof(BFloat16)} compares with its like only.", nameof(obj)),
    };

    /// <inheritdoc/>
    public bool Equals(BFloat16 other) => ToFloat().Equals(other.ToFloat());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ToFloat().GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => ToFloat().ToString(CultureInfo.InvariantCulture);
}
