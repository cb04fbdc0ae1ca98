using Microsoft.Extensions.Logging;

namespace MlFunctions.Emulator.Hosting;

/// <summary>What the host logs, by event id.</summary>
internal static partial class EmulatorLog
{
    [LoggerMessage(1001, LogLevel.Error, "Function '{Function}' failed (invocation {InvocationId}).")]
    public static partial void FunctionFailed(this ILogger logger, Exception exception, string function, string invocationId);
}
