using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace Mteb.Schemas.Text;

/// <summary>
/// Writes JSON byte for byte as Python's <c>json.dump</c> does: ASCII only, <c>", "</c> and <c>": "</c> on one line or an indent,
/// floats as <c>repr</c>, bare <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, no newline at the end.
/// </summary>
/// <param name="indent">Spaces a level; null for everything on one line.</param>
public sealed class PythonJsonWriter(int? indent)
{
    private readonly ArrayBufferWriter<byte> _output = new(1024);
    private int _depth;
    private bool _isFirst = true;
    private bool _afterKey;

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Written => _output.WrittenSpan;

    /// <summary>Begins an object.</summary>
    public void BeginObject() => Begin((byte)'{');

    /// <summary>Ends an object.</summary>
    public void EndObject() => End((byte)'}');

    /// <summary>Begins an array.</summary>
    public void BeginArray() => Begin((byte)'[');

    /// <summary>Ends an array.</summary>
    public void EndArray() => End((byte)']');

    /// <summary>Writes the key of a member; its value must follow.</summary>
    public void Key(string name)
    {
        Separate();
        Quoted(name);
        _output.Write(": "u8);
        _afterKey = true;
    }

    /// <summary>Writes a float.</summary>
    public void Number(double value)
    {
        Separate();
        if (!double.IsFinite(value))
        {
            _output.Write(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8);
            return;
        }

        _output.Advance(PythonFloat.Format(value, _output.GetSpan(PythonFloat.MaxLength)));
    }

    /// <summary>Writes a whole number.</summary>
    public void WholeNumber(long value)
    {
        Separate();
        value.TryFormat(_output.GetSpan(20), out var written, default, CultureInfo.InvariantCulture);
        _output.Advance(written);
    }

    /// <summary>Writes a whole number of any size.</summary>
    public void WholeNumber(BigInteger value)
    {
        Separate();
        foreach (var digit in value.ToString(CultureInfo.InvariantCulture))
        {
            Byte((byte)digit);
        }
    }

    /// <summary>Writes true or false.</summary>
    public void Switch(bool value)
    {
        Separate();
        _output.Write(value ? "true"u8 : "false"u8);
    }

    /// <summary>Writes null.</summary>
    public void Null()
    {
        Separate();
        _output.Write("null"u8);
    }

    /// <summary>Writes text, or null.</summary>
    public void Text(string? value)
    {
        Separate();
        if (value is null)
        {
            _output.Write("null"u8);
            return;
        }

        Quoted(value);
    }

    /// <summary>Writes a list of texts, or null.</summary>
    public void Texts(IReadOnlyList<string>? values)
    {
        if (values is null)
        {
            Null();
            return;
        }

        BeginArray();
        foreach (var value in values)
        {
            Text(value);
        }

        EndArray();
    }

    private void Begin(byte bracket)
    {
        Separate();
        Byte(bracket);
        _depth++;
        _isFirst = true;
    }

    private void End(byte bracket)
    {
        _depth--;
        if (!_isFirst)
        {
            NewLine();
        }

        Byte(bracket);
        _isFirst = false;
    }

    /// <summary>What stands between this value or key and what came before it.</summary>
    private void Separate()
    {
        if (_afterKey)
        {
            _afterKey = false;
            return;
        }

        if (!_isFirst)
        {
            Byte((byte)',');
            if (indent is null)
            {
                Byte((byte)' ');
            }
        }

        _isFirst = false;
        if (_depth > 0)
        {
            NewLine();
        }
    }

    private void NewLine()
    {
        if (indent is not { } width)
        {
            return;
        }

        var length = 1 + (width * _depth);
        var line = _output.GetSpan(length)[..length];
        line.Fill((byte)' ');
        line[0] = (byte)'\n';
        _output.Advance(length);
    }

    private void Quoted(string text)
    {
        Byte((byte)'"');
        foreach (var unit in text)
        {
            if (unit is >= ' ' and <= '~' and not ('"' or '\\'))
            {
                Byte((byte)unit);
            }
            else
            {
                Escape(unit);
            }
        }

        Byte((byte)'"');
    }

    private void Escape(char unit)
    {
        Byte((byte)'\\');
        var letter = unit switch
        {
            '"' => '"',
            '\\' => '\\',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\f' => 'f',
            '\b' => 'b',
            _ => 'u',
        };
        Byte((byte)letter);
        if (letter == 'u')
        {
            ((ushort)unit).TryFormat(_output.GetSpan(4), out var written, "x4", CultureInfo.InvariantCulture);
            _output.Advance(written);
        }
    }

    private void Byte(byte value)
    {
        _output.GetSpan(1)[0] = value;
        _output.Advance(1);
    }
}
