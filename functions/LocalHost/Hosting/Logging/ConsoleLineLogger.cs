using Microsoft.Extensions.Logging;

namespace MlFunctions.LocalHost.Hosting.Logging;

/// <summary>One line an entry: time, level, category, message, and the exception's type and message.</summary>
internal sealed class ConsoleLineLogger(string category) : ILogger
{
    /// <summary>"Hosting failed to start": thrown to whoever started the host, who says it in full.</summary>
    private const int HostingFailedToStart = 11;

    private static readonly Lock Writing = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == HostingFailedToStart && category == "Microsoft.Extensions.Hosting.Internal.Host")
        {
            return;
        }

        var line = VisibleLine.Of($"{DateTimeOffset.Now:HH:mm:ss.fff} {NameOf(logLevel)} {category}: {formatter(state, exception)}{Describe(exception)}");
        lock (Writing)
        {
            Console.Error.WriteLine(line);
        }
    }

    private static string Describe(Exception? exception) => exception is null ? string.Empty : $" {exception.GetType().Name}: {exception.Message}{Where(exception)}";

    private static string Where(Exception exception) =>
        exception.StackTrace?.Split('\n', 2)[0].Trim() is { Length: > 0 } frame ? $" ({frame})" : string.Empty;

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Critical => "CRITICAL",
        LogLevel.Error => "ERROR",
        LogLevel.Warning => "WARNING",
        LogLevel.Information => "info",
        _ => "debug",
    };
}
