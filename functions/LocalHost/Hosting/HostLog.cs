using Microsoft.Extensions.Logging;

namespace MlFunctions.LocalHost.Hosting;

/// <summary>What the host logs, by event id.</summary>
internal static partial class HostLog
{
    [LoggerMessage(1001, LogLevel.Error, "Function '{Function}' failed (invocation {InvocationId}).")]
    public static partial void FunctionFailed(this ILogger logger, Exception exception, string function, string invocationId);

    [LoggerMessage(1002, LogLevel.Error, "Function '{Function}' was given up after {Limit} (invocation {InvocationId}); functionTimeout of host.json sets how long it may run.")]
    public static partial void FunctionTimedOut(this ILogger logger, string function, TimeSpan limit, string invocationId);

    [LoggerMessage(1004, LogLevel.Error, "What function '{Function}' returned could not be written as its response (invocation {InvocationId}).")]
    public static partial void ResponseFailed(this ILogger logger, Exception exception, string function, string invocationId);

    [LoggerMessage(1201, LogLevel.Warning, "Function '{Function}' ended after its message's lock had: {Reason} The message is delivered again.")]
    public static partial void MessageLockLost(this ILogger logger, string function, string reason);

    [LoggerMessage(1003, LogLevel.Critical, "The host stops: {Reason}")]
    public static partial void HostStopsForFault(this ILogger logger, Exception? exception, string reason);

    [LoggerMessage(1101, LogLevel.Error, "Function '{Function}' failed {Tries} times on blob '{Path}' and will not be given this version of it again.")]
    public static partial void BlobPoisoned(this ILogger logger, string function, string path, int tries);

    [LoggerMessage(1102, LogLevel.Debug, "'{Path}' could not be looked at; it will be at the next scan.")]
    public static partial void BlobUnreadable(this ILogger logger, Exception exception, string path);

    [LoggerMessage(1103, LogLevel.Warning, "The blobs of {Account} cannot be listed, and start no functions until they can: {Reason}")]
    public static partial void BlobAccountUnreachable(this ILogger logger, Uri account, string reason);

    [LoggerMessage(1104, LogLevel.Warning, "The blobs of {Account} can be listed again.")]
    public static partial void BlobAccountReachableAgain(this ILogger logger, Uri account);

    [LoggerMessage(1105, LogLevel.Warning, "The folder '{Path}' cannot be read, and what is in it starts no functions until it can: {Reason}")]
    public static partial void BlobFolderUnreadable(this ILogger logger, string path, string reason);

    [LoggerMessage(1106, LogLevel.Warning, "The file '{Path}' is no blob: a blob's name has no backslash and no control character. Rename it.")]
    public static partial void BlobMisnamed(this ILogger logger, string path);

    [LoggerMessage(1107, LogLevel.Error, "Message '{MessageId}' of '{Entity}' is dead-lettered: {Reason}.")]
    public static partial void MessageDeadLettered(this ILogger logger, string messageId, string entity, string reason);
}
