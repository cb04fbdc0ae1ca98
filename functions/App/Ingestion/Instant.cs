using System.Globalization;

namespace MlFunctions.Ingestion;

/// <summary>Dates and times as files and requests write them.</summary>
internal static class Instant
{
    /// <summary>The most characters that are looked at.</summary>
    public const int Longest = 40;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Reads an ISO 8601 date, or date and time, as seconds since 1970 UTC; without an offset it is UTC.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double seconds)
    {
        var read = DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time);

        // In two parts, so that it is rounded once.
        var (whole, rest) = Math.DivRem((time - DateTime.UnixEpoch).Ticks, TimeSpan.TicksPerSecond);
        seconds = read ? whole + (rest / (double)TimeSpan.TicksPerSecond) : double.NaN;
        return read;
    }

    /// <summary>Whether a text that is a date or time says its offset from UTC.</summary>
    public static bool HasOffset(ReadOnlySpan<char> text) => text.EndsWith("Z") || (text.Length > 10 && text[10..].ContainsAny('+', '-'));

    /// <summary>Writes seconds since 1970 UTC so that they are read back to the bit.</summary>
    public static string Format(double seconds)
    {
        var whole = Math.Floor(seconds);
        var ticks = ((long)whole * TimeSpan.TicksPerSecond) + (long)Math.Round((seconds - whole) * TimeSpan.TicksPerSecond);
        return DateTime.UnixEpoch.AddTicks(ticks).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
    }
}
