using System.Globalization;

namespace Mteb.Tool.Output;

/// <summary>Writes spans of time for people.</summary>
internal static class Durations
{
    /// <summary>As on a stopwatch: <c>0:07</c>, <c>12:30</c>, <c>1:02:03</c>.</summary>
    public static string Clock(TimeSpan span) => span.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}:{span.Seconds:00}");

    /// <summary>In units: <c>0.4 s</c>, <c>2 min 05 s</c>, <c>1 h 02 min</c>.</summary>
    public static string Units(double seconds)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (seconds < 59.95)
        {
            return string.Create(invariant, $"{seconds:F1} s");
        }

        var span = TimeSpan.FromSeconds(Math.Round(seconds));
        return span.TotalHours >= 1
            ? string.Create(invariant, $"{(long)span.TotalHours} h {span.Minutes:00} min")
            : string.Create(invariant, $"{span.Minutes} min {span.Seconds:00} s");
    }
}
