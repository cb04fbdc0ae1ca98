using Microsoft.Extensions.Logging;

namespace MlFunctions.Local;

/// <summary>What a start on one's own machine logs, by event id.</summary>
internal static partial class LocalLog
{
    [LoggerMessage(2901, LogLevel.Warning, "The sample {Sample} is left out: {Reason}")]
    public static partial void SampleLeftOut(this ILogger logger, string sample, string reason);
}
