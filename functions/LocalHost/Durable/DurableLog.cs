using Microsoft.Extensions.Logging;

namespace MlFunctions.LocalHost.Durable;

/// <summary>What the durable engine logs; event ids 3000 to 3099.</summary>
internal static partial class DurableLog
{
    [LoggerMessage(3000, LogLevel.Information, "Durable state opened: {Instances} instances to go on with, {Activities} activities and {Timers} timers; activities that were under way run again.")]
    public static partial void Recovered(this ILogger logger, int instances, int activities, int timers);

    [LoggerMessage(3001, LogLevel.Error, "Orchestration '{InstanceId}' ({Orchestrator}) failed: {Reason}")]
    public static partial void OrchestrationFailed(this ILogger logger, string instanceId, string orchestrator, string reason);

    [LoggerMessage(3002, LogLevel.Warning, "Activity '{Activity}' of orchestration '{InstanceId}' (step {Step}) failed: {Reason}")]
    public static partial void ActivityFailed(this ILogger logger, string activity, string instanceId, int step, string reason);

    [LoggerMessage(3003, LogLevel.Debug, "Activity '{Activity}' of orchestration '{InstanceId}' (step {Step}) begins.")]
    public static partial void ActivityBegun(this ILogger logger, string activity, string instanceId, int step);

    [LoggerMessage(3004, LogLevel.Debug, "Activity '{Activity}' of orchestration '{InstanceId}' (step {Step}) has ended, and its result is kept.")]
    public static partial void ActivityEnded(this ILogger logger, string activity, string instanceId, int step);
}
