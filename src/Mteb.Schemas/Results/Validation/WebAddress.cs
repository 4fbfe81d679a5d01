using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Mteb.Schemas.Results.Validation;

/// <summary>Addresses as the URL standard reads them. <see cref="Uri"/> has other opinions about what one is.</summary>
internal static partial class WebAddress
{
    private const int HighestPort = 65535;

    private static readonly FrozenSet<string> WithHost = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "http", "https", "ws", "wss", "ftp");

    // Characters that a host never holds; one of http and the like holds neither '%' nor control characters.
    private static readonly System.Buffers.SearchValues<char> Forbidden = System.Buffers.SearchValues.Create("\0\t\n\r #/:<>?@[\\]^|");

    /// <summary>Whether the text is an absolute address, of any scheme.</summary>
    public static bool IsAbsolute(string text)
    {
        var clean = Breaks().Replace(text.Trim([.. Enumerable.Range(0, 33).Select(value => (char)value)]), "");
        if (Scheme().Match(clean) is not { Success: true } match)
        {
            return false;
        }

        var (scheme, rest) = (match.Groups["scheme"].Value, clean[match.Length..]);
        if (WithHost.Contains(scheme))
        {
            return IsAuthority(Until(rest.TrimStart('/', '\\'), "/\\?#"), isWeb: true);
        }

        var isFile = scheme.Equals("file", StringComparison.OrdinalIgnoreCase);
        var authority = rest.StartsWith("//", StringComparison.Ordinal) ? Until(rest[2..], isFile ? "/\\?#" : "/?#") : "";
        return authority.Length == 0 || IsAuthority(authority, isWeb: false);
    }

    private static string Until(string text, string ends) => text.IndexOfAny(ends.ToCharArray()) is var end and >= 0 ? text[..end] : text;

    private static bool IsAuthority(string authority, bool isWeb)
    {
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        var colon = host.LastIndexOf(':');
        if (colon > host.LastIndexOf(']'))
        {
            var port = host[(colon + 1)..];
            if (port.Length > 0 && !(port.All(char.IsAsciiDigit) && port.TrimStart('0') is { Length: <= 5 } digits && (digits.Length == 0 || int.Parse(digits, CultureInfo.InvariantCulture) <= HighestPort)))
            {
                return false;
            }

            host = host[..colon];
        }

        return host.Length > 0 && (host[0] == '[' ? IsVersion6(host) : isWeb ? IsDomain(host) : !host.AsSpan().ContainsAny(Forbidden));
    }

    private static bool IsVersion6(string host) =>
        host[^1] == ']' && !host.Contains('%', StringComparison.Ordinal)
        && IPAddress.TryParse(host[1..^1], out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;

    private static bool IsDomain(string host)
    {
        // Soft hyphens and the like vanish from a name.
        var plain = Invisible().Replace(Uri.UnescapeDataString(host), "");
        return plain.Length > 0
            && !plain.AsSpan().ContainsAny(Forbidden)
            && !plain.Any(character => character is < ' ' or '%' or '\x7f')
            && IsVersion4OrName(plain.TrimEnd('.').Split('.'));
    }

    // A name whose last part is a number must be an address of four bytes, of which the last part may hold several.
    private static bool IsVersion4OrName(string[] parts)
    {
        if (!Number().IsMatch(parts[^1]))
        {
            return true;
        }

        var numbers = parts.Select(ToNumber).ToArray();
        return parts.Length <= 4
            && numbers.All(number => number is not null)
            && numbers.SkipLast(1).All(number => number < 256)
            && numbers[^1] < Math.Pow(256, 5 - parts.Length);
    }

    private static double? ToNumber(string part)
    {
        var isHex = part.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (!Number().IsMatch(part))
        {
            return null;
        }

        return isHex
            ? part.Length == 2 ? 0 : ulong.TryParse(part.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : double.PositiveInfinity
            : double.Parse(part, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("[\t\n\r]")]
    private static partial Regex Breaks();

    [GeneratedRegex(@"^(?<scheme>[A-Za-z][A-Za-z0-9+.\-]*):")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^(?:0[xX][0-9a-fA-F]*|[0-9]+)\z")]
    private static partial Regex Number();

    [GeneratedRegex("[\u00AD\u200B\u2060\uFEFF]")]
    private static partial Regex Invisible();
}
