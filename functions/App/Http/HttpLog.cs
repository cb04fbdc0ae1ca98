using Microsoft.Extensions.Logging;

namespace MlFunctions.Http;

/// <summary>What requests log, by event id.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(2971, LogLevel.Error, "{Function} could not be answered, because storage does not take or give what it needs; nor can others that need it.")]
    public static partial void StorageAway(this ILogger logger, Exception exception, string function);
}
