using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace MlFunctions.Tests.Infra;

/// <summary>What the app logs as serious raises an alert.</summary>
[Collection(nameof(PlannedDeployment))]
public sealed partial class AlertTests(PlannedDeployment plan)
{
    [GeneratedRegex("message has \"(?<words>[^\"]+)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Words { get; }

    private IEnumerable<string> Queries => plan.Resources("Microsoft.Insights/scheduledQueryRules").Values
        .SelectMany(rule => rule.GetProperty("properties").GetProperty("criteria").GetProperty("allOf").EnumerateArray())
        .Select(criterion => criterion.GetProperty("query").GetString()!);

    [Fact]
    [Trait("Acceptance", "78")]
    public void AnError_RaisesAnAlert() =>
        // Application Insights counts an error as 3 and what is worse as 4.
        Assert.Contains("traces | where severityLevel >= 3", Queries);

    [Fact]
    [Trait("Acceptance", "78")]
    public void TheWordsThatAlertsLookFor_AreThoseOfTheWarningsOfMonitoring()
    {
        var words = Queries.SelectMany(query => Words.Matches(query)).Select(match => match.Groups["words"].Value).ToArray();
        var warnings = typeof(MlFunctions.Monitoring.MonitoringLog).GetMethods()
            .SelectMany(method => method.GetCustomAttributes<LoggerMessageAttribute>())
            .Where(log => log.Level == LogLevel.Warning)
            .Select(log => log.Message)
            .ToArray();

        Assert.NotEmpty(words);
        Assert.All(words, word => Assert.Contains(warnings, warning => warning.Contains(word, StringComparison.Ordinal)));
        Assert.All(warnings, warning => Assert.Contains(words, word => warning.Contains(word, StringComparison.Ordinal)));
    }
}
