namespace Mteb.Schemas.Results;

/// <summary>Python's datetimes count microseconds; in files they are Unix seconds as a float.</summary>
internal static class UnixTime
{
    // Above this size mteb takes a number for milliseconds.
    private const double LargestSeconds = 2e10;

    private static readonly double Earliest = -(DateTimeOffset.UnixEpoch - DateTimeOffset.MinValue).TotalSeconds;
    private static readonly double Latest = (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).TotalSeconds - 1;

    /// <summary>The correctly rounded quotient of whole microseconds and a million, as Python's <c>datetime.timestamp()</c> gives it.</summary>
    public static double ToSeconds(DateTimeOffset date) =>
        (date.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond / 1e6;

    /// <summary>The date; null when the number is NaN or beyond the years 1 to 9999.</summary>
    public static DateTimeOffset? FromSeconds(double number)
    {
        var seconds = Math.Abs(number) > LargestSeconds ? number / 1000 : number;
        if (!(seconds >= Earliest && seconds <= Latest))
        {
            return null;
        }

        var whole = Math.Floor(seconds);
        var microseconds = (long)Math.Round((seconds - whole) * 1e6, MidpointRounding.AwayFromZero);
        return DateTimeOffset.UnixEpoch.AddTicks(((long)whole * TimeSpan.TicksPerSecond) + (microseconds * TimeSpan.TicksPerMicrosecond));
    }
}
