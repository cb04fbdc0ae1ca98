using Microsoft.Extensions.Logging;

namespace MlFunctions.Events;

/// <summary>What pushing events logs, by event id.</summary>
internal static partial class PushLog
{
    [LoggerMessage(2501, LogLevel.Warning, "{Events} events were not told to those who listen on other instances.")]
    public static partial void EventsNotPushed(this ILogger logger, Exception exception, int events);

    [LoggerMessage(2502, LogLevel.Warning, "Events of other instances are not heard on this one.")]
    public static partial void EventsNotHeard(this ILogger logger, Exception exception);
}
