using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace MlFunctions.Http;

/// <summary>The limits that hold in this process: those of the settings, else the defaults.</summary>
public sealed class AppLimits
{
    private readonly Dictionary<string, long> _values;

    private AppLimits(Dictionary<string, long> values) => _values = values;

    /// <summary>The limits where nothing is set.</summary>
    public static AppLimits Default { get; } = new(Limit.All.ToDictionary(limit => limit.Setting, limit => limit.Default, StringComparer.OrdinalIgnoreCase));

    /// <summary>The limits of the settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is no whole number within its range, or names no limit; all such settings are named.</exception>
    public static AppLimits Read(IConfiguration configuration)
    {
        var faults = new List<string>();
        var values = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        foreach (var limit in Limit.All)
        {
            var text = configuration[limit.Setting];
            if (string.IsNullOrEmpty(text))
            {
                values[limit.Setting] = limit.Default;
            }
            else if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= limit.Least && value <= limit.Most)
            {
                values[limit.Setting] = value;
            }
            else
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{limit.Setting} is '{VisibleText.Cut(text, 60)}', expected a whole number from {limit.Least} to {limit.Most}: {limit.What}"));
            }
        }

        var unknown = configuration.AsEnumerable().Where(setting => setting.Value is not null && Limit.IsOfSection(setting.Key) && !values.ContainsKey(setting.Key) && Limit.All.All(limit => !limit.Setting.Equals(setting.Key, StringComparison.OrdinalIgnoreCase)));
        faults.AddRange(unknown.Select(setting => $"{setting.Key} is no limit; there are {string.Join(", ", Limit.All.Where(limit => Limit.IsOfSection(limit.Setting)).Select(limit => limit.Setting))}"));
        return faults.Count == 0 ? new AppLimits(values) : throw new InvalidOperationException($"Settings are wrong: {string.Join("; ", faults)}.");
    }

    /// <summary>What a limit is.</summary>
    public long Of(Limit limit) => _values[limit.Setting];

    /// <summary>What a limit is, where it cannot be beyond the range of an int.</summary>
    public int CountOf(Limit limit) => (int)Math.Min(int.MaxValue, Of(limit));
}
