using Microsoft.Extensions.Logging;

namespace MlFunctions.Deployment;

/// <summary>What deployment logs, by event id.</summary>
internal static partial class DeploymentLog
{
    [LoggerMessage(2951, LogLevel.Error, "Changes of who sees requests could not be told of; it is tried again.")]
    public static partial void ChangesNotTold(this ILogger logger, Exception exception);
}
