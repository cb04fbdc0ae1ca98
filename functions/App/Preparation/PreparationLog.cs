using Microsoft.Extensions.Logging;

namespace MlFunctions.Preparation;

/// <summary>What preparation logs, by event id.</summary>
internal static partial class PreparationLog
{
    [LoggerMessage(2151, LogLevel.Information, "The online features of pipeline {Pipeline} were filled in from the long-term store.")]
    public static partial void Warmed(this ILogger logger, string pipeline);

    [LoggerMessage(2152, LogLevel.Error, "The online feature store could not be filled in; rows that name an entity may not be answered until it is.")]
    public static partial void WarmUpFailed(this ILogger logger, Exception exception);
}
