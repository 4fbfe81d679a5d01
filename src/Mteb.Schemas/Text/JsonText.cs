using System.Globalization;
using System.Text;

namespace Mteb.Schemas.Text;

/// <summary>Escapes in JSON text.</summary>
internal static class JsonText
{
    /// <summary>Length of the escape at the start of <paramref name="utf8"/>; 0 when there is none of that kind.</summary>
    public static int EscapeLength(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length < 2)
        {
            return 0;
        }

        return utf8[1] switch
        {
            (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' => 2,
            (byte)'u' when utf8.Length >= 6 && IsHex(utf8[2]) && IsHex(utf8[3]) && IsHex(utf8[4]) && IsHex(utf8[5]) => 6,
            _ => 0,
        };
    }

    /// <summary>The text between the quotes.</summary>
    /// <param name="utf8">Valid JSON text without its quotes.</param>
    /// <param name="hasEscapes">Whether there is anything to resolve.</param>
    public static string Unescape(ReadOnlySpan<byte> utf8, bool hasEscapes)
    {
        if (!hasEscapes)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var text = new StringBuilder(utf8.Length);
        while (!utf8.IsEmpty)
        {
            var plain = utf8.IndexOf((byte)'\\');
            if (plain != 0)
            {
                var run = plain < 0 ? utf8 : utf8[..plain];
                text.Append(Encoding.UTF8.GetString(run));
                utf8 = utf8[run.Length..];
                continue;
            }

            text.Append(Resolve(utf8));
            utf8 = utf8[EscapeLength(utf8)..];
        }

        return text.ToString();
    }

    /// <summary>The text as JSON, in ASCII.</summary>
    public static byte[] Quote(string text)
    {
        var writer = new PythonJsonWriter(indent: null);
        writer.Text(text);
        return writer.Written.ToArray();
    }

    /// <summary>A JSON document without the spaces and line breaks between its tokens.</summary>
    public static byte[] Compact(ReadOnlySpan<byte> utf8)
    {
        var compact = new List<byte>(utf8.Length);
        var (inText, isEscaped) = (false, false);
        foreach (var value in utf8)
        {
            if (inText || value is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                compact.Add(value);
            }

            inText ^= value == '"' && !isEscaped;
            isEscaped = inText && value == '\\' && !isEscaped;
        }

        return [.. compact];
    }

    private static char Resolve(ReadOnlySpan<byte> escape)
    {
        switch (escape[1])
        {
            case (byte)'b': return '\b';
            case (byte)'f': return '\f';
            case (byte)'n': return '\n';
            case (byte)'r': return '\r';
            case (byte)'t': return '\t';
            case (byte)'u':
                return (char)ushort.Parse(escape.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            default: return (char)escape[1];
        }
    }

    private static bool IsHex(byte value) => value is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'f') or (>= (byte)'A' and <= (byte)'F');
}
