using System.Globalization;

namespace Mteb.Schemas.Results;

/// <summary>Dates as texts of the form <c>2026-07-15</c> or <c>2026-07-15T01:23:56Z</c>.</summary>
internal static class IsoDate
{
    /// <summary>The date; one without a zone is taken for UTC. Null when the text is none.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        text is { Length: >= 10 } && text[4] == '-' && text[7] == '-'
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;
}
