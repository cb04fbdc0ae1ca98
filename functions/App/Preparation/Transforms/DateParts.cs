using System.Globalization;
using System.Text.Json.Serialization;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>Takes dates and times apart, in the zone of their feature, UTC where it has none.</summary>
/// <param name="Instants">The places of the instants.</param>
/// <param name="Parts">The parts that each is taken into.</param>
/// <param name="Results">For each instant, for each part the place of its column.</param>
internal sealed record DateParts(int[] Instants, DatePart[] Parts, int[][] Results) : Transform
{
    private readonly TimeZoneInfo?[] _zones = new TimeZoneInfo?[Instants.Length];

    /// <summary>The zone of each instant; null: all are in UTC.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string?[]? Zones
    {
        get;
        init
        {
            field = value;
            _zones = value is null ? new TimeZoneInfo?[Instants.Length] : [.. value.Select(zone => zone is null ? null : TimeZoneInfo.FindSystemTimeZoneById(zone))];
        }
    }

    private static readonly string[] Names = [.. Enum.GetNames<DatePart>().Select(n => char.ToLowerInvariant(n[0]) + n[1..])];

    /// <summary>The columns that a date becomes where no part is named.</summary>
    public static IEnumerable<string> DefaultColumns(string name) => Enum.GetValues<DatePart>().Where(IsDefault).Select(part => ColumnOf(name, part));

    /// <summary>Settings: a part's name with true or false; year, month, day, weekday and hour by default, beside them dayOfYear, week, quarter, minute, weekend and age (days since 1970).</summary>
    public static DateParts Fit(TransformDefinition step, TrainingFrame frame)
    {
        var settings = new TransformSettings(step);
        var parts = Enum.GetValues<DatePart>().Where(p => settings.Flag(Names[(int)p], IsDefault(p))).ToArray();
        var instants = frame.SelectInputs(step, FeatureType.Instant);
        var results = instants.Select(i => parts.Select(p => frame.Add(new FeatureColumn(ColumnOf(i.Name, p)))).ToArray()).ToArray();
        var zones = instants.Select(i => frame.ZoneOf(i.Name)).ToArray();
        return new DateParts([.. instants.Select(i => i.Place)], parts, results) { Zones = zones.All(zone => zone is null) ? null : zones };
    }

    public override void Apply(RowBlock rows)
    {
        for (var i = 0; i < Instants.Length; i++)
        {
            var instants = rows.Instants(Instants[i]);
            for (var p = 0; p < Parts.Length; p++)
            {
                var result = rows[Results[i][p]];
                for (var r = 0; r < instants.Length; r++)
                {
                    result[r] = double.IsNaN(instants[r]) ? float.NaN : Part(instants[r], Parts[p], _zones[i]);
                }
            }
        }
    }

    private static bool IsDefault(DatePart part) => part <= DatePart.Hour;

    private static string ColumnOf(string name, DatePart part) => $"{name}_{Names[(int)part]}";

    private static float Part(double seconds, DatePart part, TimeZoneInfo? zone)
    {
        var time = DateTime.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        time = zone is null ? time : TimeZoneInfo.ConvertTimeFromUtc(time, zone);
        return part switch
        {
            DatePart.Year => time.Year,
            DatePart.Month => time.Month,
            DatePart.Day => time.Day,
            DatePart.Weekday => ((int)time.DayOfWeek + 6) % 7,
            DatePart.Hour => time.Hour,
            DatePart.Minute => time.Minute,
            DatePart.DayOfYear => time.DayOfYear,
            DatePart.Week => ISOWeek.GetWeekOfYear(time),
            DatePart.Quarter => ((time.Month - 1) / 3) + 1,
            DatePart.Weekend => time.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1 : 0,
            _ => (float)(seconds / TimeSpan.SecondsPerDay),
        };
    }
}
