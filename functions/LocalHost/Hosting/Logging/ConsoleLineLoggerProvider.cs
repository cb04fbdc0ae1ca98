using Microsoft.Extensions.Logging;

namespace MlFunctions.LocalHost.Hosting.Logging;

internal sealed class ConsoleLineLoggerProvider : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new ConsoleLineLogger(categoryName);

    public void Dispose()
    {
    }
}
