using System.Globalization;
using System.Text.RegularExpressions;

namespace MlFunctions.Tests.EndToEnd;

/// <summary>Counts, over all lives of a process, how often the activities of a run were begun, and holds against each other what was kept and what was done again.</summary>
internal sealed partial class ActivityLog
{
    /// <summary>Lets the app log when an activity begins, and when its result is kept.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AzureFunctionsJobHost__logging__logLevel__MlFunctions.LocalHost.Durable"] = "Debug",
    };

    private const string Last = "ReleasePipeline";

    private readonly SortedDictionary<int, string> _activities = [];
    private readonly HashSet<int> _kept = [];

    /// <summary>How often an activity was begun, in all.</summary>
    public int Begun { get; private set; }

    /// <summary>How many activities were under way at a kill.</summary>
    public int UnderWayAtKills { get; private set; }

    /// <summary>By name: how many activities the run has had.</summary>
    public IReadOnlyDictionary<string, int> Activities => _activities.Values.CountBy(name => name).ToDictionary(StringComparer.Ordinal);

    /// <summary>Whether the last activity of the run has been begun.</summary>
    public bool IsAtItsEnd => _activities.ContainsValue(Last);

    /// <summary>Whether a line says that the result of an activity is kept.</summary>
    public static bool IsKept(string line) => line.Contains("its result is kept", StringComparison.Ordinal);

    /// <summary>Whether a line is about the last activity of a run.</summary>
    public static bool IsOfLast(string line) => line.Contains($"'{Last}'", StringComparison.Ordinal);

    /// <summary>Reads what one life of the process has printed, in order of time.</summary>
    public void Read(IEnumerable<string> lines)
    {
        var underWay = new HashSet<int>();
        foreach (var line in lines.Select(line => Line.Match(line)).Where(match => match.Success))
        {
            var step = int.Parse(line.Groups["step"].Value, CultureInfo.InvariantCulture);
            if (line.Groups["kept"].Success)
            {
                underWay.Remove(step);
                _kept.Add(step);
                continue;
            }

            _activities[step] = line.Groups["activity"].Value;
            Assert.False(_kept.Contains(step), $"The result of {_activities[step]} (step {step}) was kept, and it was begun again.");
            Assert.True(underWay.Add(step), $"{_activities[step]} (step {step}) was begun twice in one life.");
            Begun++;
        }

        UnderWayAtKills += underWay.Count;
    }

    [GeneratedRegex(@"Activity '(?<activity>\w+)' of orchestration '[^']+' \(step (?<step>\d+)\) (begins|has ended, and (?<kept>its result is kept))", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Line { get; }
}
