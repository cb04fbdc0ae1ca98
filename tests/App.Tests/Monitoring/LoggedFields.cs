using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MlFunctions.Tests.Monitoring;

/// <summary>Keeps the fields of what is logged.</summary>
internal sealed class LoggedFields : ILoggerProvider
{
    private readonly ConcurrentQueue<(int Event, IReadOnlyDictionary<string, object?> Fields)> _entries = new();

    /// <summary>The fields of each entry of an event id.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Of(int eventId) => [.. _entries.Where(entry => entry.Event == eventId).Select(entry => entry.Fields)];

    public ILogger CreateLogger(string categoryName) => new Logger(_entries);

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<(int, IReadOnlyDictionary<string, object?>)> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (state is IEnumerable<KeyValuePair<string, object?>> fields)
            {
                entries.Enqueue((eventId.Id, fields.ToDictionary(StringComparer.Ordinal)));
            }
        }
    }
}
