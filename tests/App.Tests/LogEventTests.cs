using System.Reflection;
using Microsoft.Extensions.Logging;
using MlFunctions.Scoring;

namespace MlFunctions.Tests;

/// <summary>Logs are searched and alerts raised by event id.</summary>
public sealed class LogEventTests
{
    [Fact]
    public void EventIds_OfAllLogs_Differ()
    {
        var ids = typeof(ScoringLog).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => (Method: $"{method.DeclaringType!.Name}.{method.Name}", Id: method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId))
            .Where(log => log.Id is not null)
            .ToArray();

        Assert.NotEmpty(ids);
        Assert.Empty(ids.GroupBy(log => log.Id, log => log.Method).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {string.Join(", ", same)}"));
    }
}
