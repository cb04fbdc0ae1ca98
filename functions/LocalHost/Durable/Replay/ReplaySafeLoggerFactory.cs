using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace MlFunctions.LocalHost.Durable.Replay;

/// <summary>Makes replay-safe loggers.</summary>
internal sealed class ReplaySafeLoggerFactory(TaskOrchestrationContext context, ILoggerFactory inner) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new ReplaySafeLogger(context, inner.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    /// <summary>Nothing: the inner factory is the host's.</summary>
    public void Dispose()
    {
    }
}
