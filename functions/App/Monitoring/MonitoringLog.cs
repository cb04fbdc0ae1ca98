using Microsoft.Extensions.Logging;

namespace MlFunctions.Monitoring;

/// <summary>What monitoring logs, by event id. Whatever is about a model has it in the field <c>Model</c>, and its pipeline in <c>Pipeline</c>.</summary>
internal static partial class MonitoringLog
{
    [LoggerMessage(2601, LogLevel.Warning, "{Model} of {Pipeline} was reverted to {Earlier}: {Reason}.")]
    public static partial void Reverted(this ILogger logger, string pipeline, string model, string earlier, string reason);

    [LoggerMessage(2602, LogLevel.Error, "{Model} of {Pipeline} should be reverted, but there is no earlier version to go back to that was not reverted itself: {Reason}. It goes on serving.")]
    public static partial void NothingToGoBackTo(this ILogger logger, string pipeline, string model, string reason);

    [LoggerMessage(2603, LogLevel.Error, "{Pipeline} cannot go back to {Model}, whose package cannot be used: {Fault}")]
    public static partial void CannotGoBackTo(this ILogger logger, string pipeline, string model, string fault);

    [LoggerMessage(2610, LogLevel.Information, "{Model} of {Pipeline} answered {Requests} requests since it was last said. Since the start: {Rows} rows, {Fallbacks} times in place of another version, {Late} times late, {Failures} failures.")]
    public static partial void Served(this ILogger logger, string pipeline, string model, long requests, long rows, long fallbacks, long late, long failures);

    [LoggerMessage(2611, LogLevel.Error, "What the models of this instance have done could not be kept; it is tried again.")]
    public static partial void FiguresNotKept(this ILogger logger, Exception exception);

    [LoggerMessage(2612, LogLevel.Error, "What the models of this instance have done since it was last kept is lost.")]
    public static partial void FiguresLost(this ILogger logger, Exception exception);

    [LoggerMessage(2620, LogLevel.Warning, "{Feature} is not served to {Model} of {Pipeline} as it was in training: its population stability index is {Index}.")]
    public static partial void Drifted(this ILogger logger, string pipeline, string model, string feature, double index);

    [LoggerMessage(2621, LogLevel.Error, "What is served of {Pipeline} could not be compared with training; it is tried again in a minute.")]
    public static partial void NotLookedAt(this ILogger logger, Exception exception, string pipeline);
}
