using System.Globalization;
using System.Text.RegularExpressions;

namespace Mteb.Schemas.Results;

/// <summary>A version as Python packages write it (PEP 440): <c>2.26.24</c>, <c>1.1.2.dev0</c>, <c>2.0.0rc1</c>.</summary>
public sealed partial class PythonVersion : IComparable<PythonVersion>
{
    private readonly int _epoch;
    private readonly int[] _release;
    private readonly (string Letter, int Number)? _pre;
    private readonly int? _post;
    private readonly int? _dev;
    private readonly string? _local;

    /// <summary>A plain release.</summary>
    public PythonVersion(params int[] release)
    {
        _release = release;
    }

    private PythonVersion(Match match)
    {
        _epoch = Integer(match, "epoch") ?? 0;
        _release = [.. match.Groups["release"].Value.Split('.').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
        _pre = match.Groups["pre"].Success ? (PreLetter(match.Groups["pre"].Value), Integer(match, "preNumber") ?? 0) : null;
        _post = match.Groups["post"].Success ? Integer(match, "postNumber") ?? Integer(match, "postDash") ?? 0 : null;
        _dev = match.Groups["dev"].Success ? Integer(match, "devNumber") ?? 0 : null;
        _local = match.Groups["local"].Success ? match.Groups["local"].Value.ToLowerInvariant().Replace('-', '.').Replace('_', '.') : null;
    }

    /// <summary>Reads a version; spaces around it do not count.</summary>
    public static PythonVersion? Parse(string? text)
    {
        if (text is null || Pattern().Match(text.Trim()) is not { Success: true } match)
        {
            return null;
        }

        try
        {
            return new PythonVersion(match);
        }
        catch (OverflowException)
        {
            // A part beyond 32 bits is no version that anybody released.
            return null;
        }
    }

    /// <inheritdoc/>
    public int CompareTo(PythonVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = _epoch.CompareTo(other._epoch);
        for (var index = 0; order == 0 && index < Math.Max(_release.Length, other._release.Length); index++)
        {
            order = Part(index).CompareTo(other.Part(index));
        }

        order = order != 0 ? order : PreOrder.CompareTo(other.PreOrder);
        order = order != 0 ? order : (_post ?? -1).CompareTo(other._post ?? -1);
        order = order != 0 ? order : (_dev ?? int.MaxValue).CompareTo(other._dev ?? int.MaxValue);
        return order != 0 ? order : string.CompareOrdinal(_local, other._local);
    }

    /// <summary>The normal form.</summary>
    public override string ToString()
    {
        var text = string.Join('.', _release.Select(part => part.ToString(CultureInfo.InvariantCulture)));
        FormattableString rest = $"{(_epoch > 0 ? _epoch + "!" : "")}{text}{_pre?.Letter}{_pre?.Number}{(_post is null ? "" : ".post" + _post)}{(_dev is null ? "" : ".dev" + _dev)}{(_local is null ? "" : "+" + _local)}";
        return rest.ToString(CultureInfo.InvariantCulture);
    }

    private (int Rank, int Number) PreOrder => _pre is { } pre
        ? (pre.Letter switch { "a" => 1, "b" => 2, _ => 3 }, pre.Number)
        : _post is null && _dev is not null ? (0, 0) : (4, 0);

    private int Part(int index) => index < _release.Length ? _release[index] : 0;

    private static int? Integer(Match match, string group) =>
        match.Groups[group] is { Success: true, Length: > 0 } digits ? int.Parse(digits.Value, CultureInfo.InvariantCulture) : null;

    private static string PreLetter(string word) => word.ToLowerInvariant() switch
    {
        "a" or "alpha" => "a",
        "b" or "beta" => "b",
        _ => "rc",
    };

    [GeneratedRegex(
        @"^v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\.[0-9]+)*)(?:[-_.]?(?<pre>alpha|beta|preview|pre|a|b|c|rc)[-_.]?(?<preNumber>[0-9]*))?(?<post>-(?<postDash>[0-9]+)|[-_.]?(?:post|rev|r)[-_.]?(?<postNumber>[0-9]*))?(?<dev>[-_.]?dev[-_.]?(?<devNumber>[0-9]*))?(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
