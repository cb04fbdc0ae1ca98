using Microsoft.Extensions.Logging;

namespace MlFunctions.Pipelines;

/// <summary>What definitions and runs log, by event id.</summary>
internal static partial class PipelinesLog
{
    [LoggerMessage(2201, LogLevel.Warning, "Pipeline '{Pipeline}' is left out of the schedules: {Fault}")]
    public static partial void DefinitionFaulty(this ILogger logger, string pipeline, string fault);
}
