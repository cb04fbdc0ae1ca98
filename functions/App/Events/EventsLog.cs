using Microsoft.Extensions.Logging;

namespace MlFunctions.Events;

/// <summary>What events log, by event id.</summary>
internal static partial class EventsLog
{
    [LoggerMessage(2401, LogLevel.Warning, "Other instances could not be told over Redis that {Pipeline} has changed; they find out when they next look.")]
    public static partial void ChangeNotTold(this ILogger logger, Exception exception, string pipeline);

    [LoggerMessage(2402, LogLevel.Warning, "Redis cannot be reached to hear of changes that other instances make; until it can, they are found by looking.")]
    public static partial void ChangesNotHeard(this ILogger logger, Exception exception);
}
