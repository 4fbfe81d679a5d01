using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mteb.Schemas.Text;

/// <content>Reading numbers.</content>
public ref partial struct JsonTokenizer
{
    /// <summary>Goes from a key to the number that follows it.</summary>
    /// <returns>False, and nothing has changed, where something else follows or a number in an unusual form.</returns>
    internal bool PassNumber()
    {
        var at = _position;
        _position += at < _utf8.Length && _utf8[at] == ' ' ? 1 : 0;
        if (_position < _utf8.Length && _utf8[_position] is (>= (byte)'0' and <= (byte)'9') or (byte)'-' && ReadUsualNumber())
        {
            return true;
        }

        _position = at;
        return false;
    }

    private bool ReadNumber() => ReadUsualNumber() || ReadAnyNumber();

    // Digits, a point and digits, all within one vector. Whatever is not quite that, is left to the other way.
    private bool ReadUsualNumber()
    {
        if (_utf8.Length - _position < Vector256<byte>.Count)
        {
            return false;
        }

        var bytes = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(_utf8), (nuint)_position);
        var digits = Vector256.LessThanOrEqual(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)9)).ExtractMostSignificantBits();
        var first = _utf8[_position] == '-' ? 1 : 0;
        var whole = BitOperations.TrailingZeroCount(~digits >> first);
        var end = first + whole;
        if (whole == 0 || end >= Vector256<byte>.Count - 1 || (whole > 1 && _utf8[_position + first] == '0'))
        {
            return false;
        }

        var kind = JsonTokenKind.WholeNumber;
        if (_utf8[_position + end] == '.')
        {
            var fraction = BitOperations.TrailingZeroCount(~(digits >> (end + 1)));
            if (fraction == 0)
            {
                return false;
            }

            (end, kind) = (end + 1 + fraction, JsonTokenKind.Number);
        }

        return end < Vector256<byte>.Count && (_utf8[_position + end] | 0x20) != 'e' && Token(kind, _position, end) && AfterValue();
    }

    private bool ReadAnyNumber()
    {
        var end = _utf8[_position] == '-' ? _position + 1 : _position;
        var whole = Digits(end);
        if (whole == end)
        {
            return Fail(_position, "A value is missing.");
        }

        // After a leading zero the number is over, as for Python: "01" is a zero with something behind it.
        end = _utf8[end] == '0' ? end + 1 : whole;
        var kind = JsonTokenKind.WholeNumber;
        if (end < _utf8.Length && _utf8[end] == '.' && Digits(end + 1) is var fraction && fraction > end + 1)
        {
            (end, kind) = (fraction, JsonTokenKind.Number);
        }

        if (end < _utf8.Length && _utf8[end] is (byte)'e' or (byte)'E')
        {
            var sign = end + 1 < _utf8.Length && _utf8[end + 1] is (byte)'+' or (byte)'-' ? 1 : 0;
            var exponent = Digits(end + 1 + sign);
            if (exponent > end + 1 + sign)
            {
                (end, kind) = (exponent, JsonTokenKind.Number);
            }
        }

        return Token(kind, _position, end - _position) && AfterValue();
    }

    private readonly int Digits(int from)
    {
        while (from < _utf8.Length && _utf8[from] is >= (byte)'0' and <= (byte)'9')
        {
            from++;
        }

        return from;
    }
}
