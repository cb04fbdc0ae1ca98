using Microsoft.Extensions.Logging;

namespace MlFunctions.Tests.Http;

/// <summary>Keeps everything that is logged, down to the finest level, with scopes and exceptions.</summary>
internal sealed class LoggedLines : ILoggerProvider, ILogger
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> All
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Keep($"{state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Keep($"{logLevel} {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }

    private void Keep(string line)
    {
        lock (_lines)
        {
            _lines.Add(line);
        }
    }
}
