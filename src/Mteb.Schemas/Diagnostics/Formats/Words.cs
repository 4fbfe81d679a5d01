using System.Globalization;

namespace Mteb.Schemas.Diagnostics.Formats;

/// <summary>Pieces that formats share.</summary>
internal static class Words
{
    /// <summary><c>error</c>, <c>warning</c> or <c>info</c>.</summary>
    public static string Of(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    /// <summary><c>file(line,column)</c>, as far as it is known; <c>mteb</c> without a file.</summary>
    public static string Origin(SourcePlace place) => place switch
    {
        { File: null } => "mteb ",
        { Line: 0 } => place.File,
        { Column: 0 } => string.Create(CultureInfo.InvariantCulture, $"{place.File}({place.Line})"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{place.File}({place.Line},{place.Column})"),
    };

    /// <summary>The text on one line.</summary>
    public static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
