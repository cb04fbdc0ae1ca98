using System.Globalization;

namespace MlFunctions.Ingestion;

/// <summary>How a column's dates and times are written: in ISO 8601, or by a format of its own, and in which zone those without an offset are.</summary>
public sealed class InstantForm
{
    private const string Year = "year";
    private const string EpochSeconds = "epoch-seconds";
    private const string EpochMilliseconds = "epoch-milliseconds";

    /// <summary>What is said of a value that is no text.</summary>
    public const string NoText = "is no text";

    private readonly string? _format;
    private readonly TimeZoneInfo? _zone;

    private InstantForm(string? format, TimeZoneInfo? zone)
    {
        _format = format;
        _zone = zone;
    }

    /// <summary>ISO 8601, UTC where there is no offset.</summary>
    public static InstantForm Iso { get; } = new(null, null);

    /// <summary>Whether numbers of JSON are instants too.</summary>
    public bool TakesNumbers => _format is Year or EpochSeconds or EpochMilliseconds;

    /// <summary>What is said of a text that is none.</summary>
    public string Expected => _format switch
    {
        null => "is not an ISO 8601 date or time such as 2024-02-29T13:45:00Z",
        Year => "is not a year such as 2024",
        EpochSeconds => "is not a number of seconds since 1970 such as 1709214300",
        EpochMilliseconds => "is not a number of milliseconds since 1970 such as 1709214300000",
        _ => $"is not a date of the format '{_format}' such as {new DateTime(2024, 2, 29, 13, 45, 0).ToString(_format, CultureInfo.InvariantCulture)}",
    };

    /// <summary>The form that a definition asks for.</summary>
    /// <param name="format">The format, see <see cref="FormatFault"/>; null: ISO 8601.</param>
    /// <param name="zone">The zone of times without an offset; null: UTC.</param>
    public static InstantForm Of(string? format, string? zone) =>
        format is null && zone is null ? Iso : new InstantForm(format, zone is null ? null : TimeZoneInfo.FindSystemTimeZoneById(zone));

    /// <summary>What is wrong with a format; null: nothing.</summary>
    public static string? FormatFault(string format)
    {
        const string Letters = "yMdHhmsfFtKz";
        const string Right = "expected year, epoch-seconds, epoch-milliseconds, or a pattern such as dd/MM/yyyy, d.M.yyyy HH:mm or MMM d yyyy";
        try
        {
            var sample = new DateTime(2024, 2, 29, 13, 45, 0);
            return format is Year or EpochSeconds or EpochMilliseconds
                || (format.Length > 1 && format.Contains('y', StringComparison.Ordinal) && format.Where(char.IsAsciiLetter).All(letter => Letters.Contains(letter, StringComparison.Ordinal))
                    && DateTime.TryParseExact(sample.ToString(format, CultureInfo.InvariantCulture), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) ? null : Right;
        }
        catch (FormatException)
        {
            return Right;
        }
    }

    /// <summary>What is wrong with a zone; null: nothing.</summary>
    public static string? ZoneFault(string zone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? null : "expected the name of a time zone such as Europe/Berlin";

    /// <summary>Reads a text as seconds since 1970 UTC.</summary>
    /// <returns>What is wrong with it; null: nothing.</returns>
    public string? Read(ReadOnlySpan<char> text, out double seconds)
    {
        seconds = double.NaN;
        if (TakesNumbers)
        {
            return ReadNumber(text, out seconds);
        }

        if (_zone is null && _format is null)
        {
            return Instant.TryParse(text, out seconds) ? null : Expected;
        }

        DateTimeOffset time;
        bool hasOffset;
        if (_format is not null && DateTime.TryParseExact(text, _format, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var local))
        {
            (time, hasOffset) = local.Kind == DateTimeKind.Unspecified ? (new DateTimeOffset(local, TimeSpan.Zero), false) : (new DateTimeOffset(local), true);
        }
        else if (Instant.TryParse(text, out var utc))
        {
            hasOffset = Instant.HasOffset(text);
            time = DateTimeOffset.UnixEpoch.AddTicks((long)Math.Round(utc * TimeSpan.TicksPerSecond));
        }
        else
        {
            return Expected;
        }

        if (_zone is null || hasOffset)
        {
            seconds = (time - DateTimeOffset.UnixEpoch).TotalSeconds;
            return null;
        }

        return ReadLocal(time.DateTime, _zone, out seconds);
    }

    private static string? ReadLocal(DateTime local, TimeZoneInfo zone, out double seconds)
    {
        seconds = double.NaN;
        if (zone.IsInvalidTime(local))
        {
            return $"does not exist in {zone.Id}, where clocks go forward then; give it an offset such as +01:00";
        }

        if (zone.IsAmbiguousTime(local))
        {
            return $"comes twice in {zone.Id}, where clocks go back then; give it an offset such as +01:00";
        }

        seconds = (local - zone.GetUtcOffset(local) - DateTime.UnixEpoch).TotalSeconds;
        return null;
    }

    private string? ReadNumber(ReadOnlySpan<char> text, out double seconds)
    {
        seconds = double.NaN;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return Instant.TryParse(text, out seconds) ? null : Expected;
        }

        if (_format == Year)
        {
            if (number != Math.Truncate(number) || number is < 1 or > 9999)
            {
                return Expected;
            }

            return _zone is null
                ? Whole((new DateTime((int)number, 1, 1) - DateTime.UnixEpoch).TotalSeconds, out seconds)
                : ReadLocal(new DateTime((int)number, 1, 1), _zone, out seconds);
        }

        seconds = _format == EpochMilliseconds ? number / 1000 : number;
        return seconds is >= -62_135_596_800 and <= 253_402_300_799 ? null : Expected;
    }

    private static string? Whole(double value, out double seconds)
    {
        seconds = value;
        return null;
    }
}
